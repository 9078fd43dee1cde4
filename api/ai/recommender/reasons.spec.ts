import { reasonsOf } from './reasons';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 0, 31);

type Ground = Parameters<typeof reasonsOf>[1];

/** One title that shares nothing with anybody, added so many days ago. */
function newTitle(days: number): Ground {
  const index = { starts: [0, 0], features: [], weights: [], ratings: [0], works: [0], addedAt: [NOW - days * DAY_MS] };
  return { index: index as never, picks: { people: 0 } as never, sources: new Map(), audience: new Uint32Array(1) };
}

describe('the reasons of a pick', () => {
  it.each([
    [0, 'Added today'],
    [1, 'Added yesterday'],
    [2, 'Added 2 days ago'],
  ])('say when a title came %d days ago', (days, text) => {
    const pick = { row: 0, coWatched: 0 } as Parameters<typeof reasonsOf>[0];
    expect(reasonsOf(pick, newTitle(days), NOW)).toEqual([{ kind: 'new', text, count: days }]);
  });
});
