import type { LiveRun } from './run-feed';
import { percentOf, wholeShareOf } from './run-progress';
import { explainRunError, paceOf, sectionProgress } from './run-words';

const run = (parts: Partial<LiveRun>) =>
  ({ state: 'running', itemsSeen: 0, itemsTotal: 0, sections: [], ...parts }) as LiveRun;
const section = { sectionId: 's', title: 'Films', state: 'running' as const, seen: 0, total: 0, errorCode: null };

test('percent is unknown until Plex has said how much there is', () => {
  expect(percentOf(run({}))).toBeNull();
  expect(percentOf(run({ itemsTotal: 400, itemsSeen: 100 }))).toBe(25);
});

test('100 percent is said only when everything has been read', () => {
  expect(percentOf(run({ itemsTotal: 10_000, itemsSeen: 9_999 }))).toBe(99);
  expect(percentOf(run({ itemsTotal: 10_000, itemsSeen: 10_000 }))).toBe(99);
  expect(percentOf(run({ state: 'incomplete', itemsTotal: 10_000, itemsSeen: 9_999 }))).toBe(99);
  expect(percentOf(run({ state: 'succeeded', itemsTotal: 0, itemsSeen: 0 }))).toBe(100);
});

test('more rows than announced never pass 100 percent', () => {
  expect(percentOf(run({ itemsTotal: 10, itemsSeen: 12 }))).toBe(99);
  expect(percentOf(run({ state: 'incomplete', itemsTotal: 10, itemsSeen: 12 }))).toBe(100);
});

test('the bar is full only when the percent says 100', () => {
  expect(wholeShareOf(run({ itemsTotal: 10, itemsSeen: 10 }))).toBe(0.99);
  expect(wholeShareOf(run({ state: 'succeeded' }))).toBe(1);
  expect(wholeShareOf(run({ state: 'queued', itemsTotal: 10, itemsSeen: 5 }))).toBeNull();
});

test('pace names what was measured and is silent about the rest', () => {
  expect(paceOf(run({ itemsPerSecond: 11_234.6, etaMs: 4_200 }))).toBe('11,235 items/s · about 4 s left');
  expect(paceOf(run({ itemsPerSecond: 40, etaMs: null }))).toBe('40 items/s');
  expect(paceOf(run({ itemsPerSecond: 40, etaMs: 300 }))).toBe('40 items/s · under 1 s left');
  expect(paceOf(run({}))).toBe('');
});

test('a library that waits has an empty bar, one without a total an open one', () => {
  expect(sectionProgress({ ...section, state: 'queued' })).toMatchObject({ share: 0, counts: '' });
  expect(sectionProgress({ ...section, seen: 120 })).toMatchObject({ share: null, counts: '120' });
  expect(sectionProgress({ ...section, seen: 1_200, total: 4_000 })).toMatchObject({
    share: 0.3,
    counts: '1,200 of 4,000',
  });
});

test('an error is told in words with what to do, also one that nobody foresaw', () => {
  expect(explainRunError(null)).toBe('');
  expect(explainRunError('plex-unreachable')).toContain('could not be reached');
  expect(explainRunError('brand-new-fault')).toContain('brand-new-fault');
  expect(sectionProgress({ ...section, errorCode: 'removals-held' }).error).toContain('Nothing was removed');
});

test.each([
  'removals-held',
  'section-gone',
  'section-moving',
  'sweep-incomplete',
  'plex-unreachable',
  'plex-timeout',
  'plex-unauthorized',
  'plex-forbidden',
  'plex-not-found',
  'plex-busy',
  'plex-malformed',
  'plex-too-large',
  'plex-tls',
  'plex-not-plex',
  'plex-server-error',
  'address-denied',
  'internal',
])('the code %s, with which a run can end, is told in words of its own', (code) => {
  expect(explainRunError(code)).not.toContain(code);
});
