import type { UnwatchedItem } from '../../api/types';
import { UNWATCHED_CSV, historyWords, unwatchedRow } from './unwatched-rows';

const entry = (change: Partial<UnwatchedItem>, item: Partial<UnwatchedItem['item']> = {}): UnwatchedItem => ({
  item: { id: '7', type: 'movie', title: 'Alien', year: 1979, addedAt: '2024-03-05T00:00:00.000Z', ...item } as never,
  state: 'never',
  bytes: 5_000,
  leaves: 1,
  plays: 0,
  lastViewedAt: null,
  ...change,
});

test('what nobody knows is unknown, never "never"', () => {
  const { cells } = unwatchedRow(entry({ state: 'unknown', plays: null, bytes: null }));
  expect([cells['viewed'], cells['plays'], cells['size']]).toEqual(['unknown', 'unknown', 'unknown']);
  expect(cells['state']).toEqual([{ tone: 'info', icon: 'info', label: 'Unknown' }]);
  expect(unwatchedRow(entry({})).cells['viewed']).toBe('never');
});

test('no play that is known of is no number where the title is older than the history', () => {
  expect(unwatchedRow(entry({ state: 'unknown', plays: 0 })).cells['plays']).toBe('unknown');
  expect(unwatchedRow(entry({ state: 'unknown', plays: 2 })).cells['plays']).toBe('2');
  expect(unwatchedRow(entry({ state: 'never', plays: 0 })).cells['plays']).toBe('0');
});

test('a view that is known of is told even where others may be missing', () => {
  const { cells } = unwatchedRow(entry({ state: 'unknown', plays: null, lastViewedAt: '2020-02-03T12:00:00.000Z' }));
  expect(cells['viewed']).toContain('2020');
});

test('a show says how much of it there is', () => {
  expect(unwatchedRow(entry({ leaves: 12 }, { type: 'show' })).context).toBe('1979 · 12 episodes');
  expect(unwatchedRow(entry({ leaves: 1 }, { type: 'show', year: null })).context).toBe('1 episode');
});

test('an exported row is raw, with nothing where nobody knows', () => {
  const { csv } = unwatchedRow(entry({ bytes: null, plays: null }));
  expect(csv).toHaveLength(UNWATCHED_CSV.length);
  expect(csv.slice(-6)).toEqual(['2024-03-05T00:00:00.000Z', 'never', null, 1, null, null]);
});

test('each server says how far its history reaches', () => {
  const server = { serverId: 's', serverName: 'Attic', readAt: null, errorCode: null };
  expect(historyWords([{ ...server, whole: false, since: null }])[0]).toContain('has not been read to its beginning');
  expect(historyWords([{ ...server, whole: true, since: '2019-05-06T00:00:00.000Z' }])[0]).toMatch(
    /Attic remembers views since .*2019/,
  );
  expect(historyWords([{ ...server, whole: true, since: null }])).toEqual(['Attic remembers no views at all.']);
});
