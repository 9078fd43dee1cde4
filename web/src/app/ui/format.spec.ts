import {
  formatBytes,
  formatCount,
  formatDuration,
  formatHours,
  formatPercent,
  formatRelative,
  formatSpan,
  initialsOf,
} from './format';

test('unknown is a word, never 0 and never a dash', () => {
  expect([formatBytes(null), formatDuration(undefined), formatCount(null)]).toEqual(Array(3).fill('unknown'));
  expect(formatBytes(0)).toBe('0 B');
});

test.each([
  [999, '999 B'],
  [1_500, '1.50 kB'],
  [999_600, '1.00 MB'],
  [4_294_967_296, '4.29 GB'],
  [12_345_678_901, '12.3 GB'],
  [153_400_000_000_000, '153 TB'],
  [9_999_999_999_999_999, '10.0 PB'],
])('%d bytes are %s', (bytes, words) => {
  expect(formatBytes(bytes)).toBe(words);
});

test.each([
  [45_000, '45 s'],
  [60_000, '1 min'],
  [3_599_000, '1 h'],
  [7_260_000, '2 h 1 min'],
  [36_000_000, '10 h'],
])('a running time of %d ms is %s', (ms, words) => {
  expect(formatDuration(ms)).toBe(words);
});

test.each([
  [0, '0 h'],
  [5_400_000, '1 h 30 min'],
  [35_940_000, '9 h 59 min'],
  [36_000_000, '10 h'],
  [4_445_000_000, '1,235 h'],
])('time watched of %d ms is %s', (ms, words) => {
  expect(formatHours(ms)).toBe(words);
});

test('percentages have one digit at most, and may be unknown', () => {
  expect([100, 93.46, 0, null].map(formatPercent)).toEqual(['100 %', '93.5 %', '0 %', 'unknown']);
});

test.each([
  [300, 'under 1 s'],
  [12_400, '12 s'],
  [95_000, '1 min 35 s'],
  [3_600_000, '1 h'],
])('a span of %d ms is %s', (ms, words) => {
  expect(formatSpan(ms)).toBe(words);
});

test('times are told from now, past and future', () => {
  const now = Date.parse('2026-11-23T12:00:00Z');
  const at = (text: string) => formatRelative(Date.parse(text), now);
  expect(at('2026-11-23T11:59:55Z')).toBe('now');
  expect(at('2026-11-23T11:59:20Z')).toBe('40 seconds ago');
  expect(at('2026-11-23T09:10:00Z')).toBe('2 hours ago');
  expect(at('2026-11-22T11:00:00Z')).toBe('yesterday');
  expect(at('2024-10-01T00:00:00Z')).toBe('2 years ago');
  expect(at('2026-11-26T13:00:00Z')).toBe('in 3 days');
});

test.each([
  ['The Silver River', 'TS'],
  ['"Quoted" title', 'QT'],
  ['élan', 'É'],
  ['𝔘𝔫icode works', '𝔘W'],
  ['  ', '?'],
  ['!!! ???', '?'],
  ['שלום עולם', 'שע'],
])('%s stands as %s', (title, initials) => {
  expect(initialsOf(title)).toBe(initials);
});

test('a title of 1,000 characters still has two letters', () => {
  expect(initialsOf('a'.repeat(1_000))).toBe('A');
  expect(initialsOf('word '.repeat(200))).toBe('WW');
});
