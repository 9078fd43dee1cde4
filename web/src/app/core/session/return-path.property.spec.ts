import { safeReturnPath } from './return-path';

const PIECES = [
  '/',
  '/',
  '\\',
  '\t',
  '\n',
  '\r',
  ' ',
  'evil.example',
  '..',
  '.',
  ':',
  '@',
  '?',
  '#',
  '%2f',
  '%5c',
  'a',
  'ß',
  'https:',
  'javascript:',
  'login',
  '\u0000',
  '/library',
];

/** Numbers that follow from the seed (mulberry32). */
function drawsFrom(seed: number): <T>(values: readonly T[]) => T {
  let state = seed >>> 0;
  return (values) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return values[Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * values.length)];
  };
}

test('whatever is asked for, a browser that follows the path stays on our own host', () => {
  const { origin } = window.location;
  let kept = 0;
  for (let seed = 1; seed <= 20_000; seed++) {
    const of = drawsFrom(seed);
    const asked = Array.from({ length: of([1, 2, 3, 4, 5, 6]) }, () => of(PIECES)).join('');
    const path = safeReturnPath(asked);
    const isOurs = new URL(path, origin).origin === origin;
    if (!isOurs) throw new Error(`drawsFrom(${seed}): ${JSON.stringify(asked)} leads to ${new URL(path, origin).href}`);
    expect(['/', asked]).toContain(path);
    if (path !== '/') kept++;
  }
  expect(kept).toBeGreaterThan(500);
});
