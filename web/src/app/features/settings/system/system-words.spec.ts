import type { System } from '../../../api/types';
import { dependencyName, figureFacts, jobRows, latencyWords, processFacts, storeFacts } from './system-words';

const system: System = {
  version: '0.1.0',
  node: '20.19.0',
  platform: 'linux x64',
  timeZone: 'Europe/Berlin',
  process: {
    pid: 12,
    role: 'all',
    startedAt: '2026-11-26T00:00:00.000Z',
    uptimeMs: 7_200_000,
    memoryBytes: 128_000_000,
  },
  figures: {
    requests: 5120,
    failedRequests: 3,
    upstreamCalls: 0,
    failedUpstreamCalls: 0,
    posters: 2400,
    postersFromDisk: 2100,
    aiTokens: 0,
    eventLoopLagMs: null,
  },
  database: {
    status: 'up',
    embedded: true,
    version: '18.1',
    sizeBytes: 52_000_000,
    pool: { open: 3, max: 10, idle: 2, waiting: 0 },
    schema: { applied: 40, newest: 'x', pending: 0 },
  },
  redis: null,
  storage: { freeBytes: null, totalBytes: null },
  jobs: null,
  lastBackup: null,
};
const valueOf = (facts: { label: string; value: string }[], label: string) =>
  facts.find((fact) => fact.label === label)?.value;

test('what nobody knows is unknown, and what is not used is said', () => {
  const facts = storeFacts({
    ...system,
    database: { ...system.database, version: null, sizeBytes: null, schema: null },
  });
  expect(valueOf(facts, 'PostgreSQL')).toBe('unknown');
  expect(valueOf(facts, 'Size')).toBe('unknown');
  expect(valueOf(facts, 'Schema')).toBe('unknown');
  expect(valueOf(facts, 'Free on disk')).toBe('unknown');
  expect(valueOf(facts, 'Redis')).toBe('not used');
});

test('facts are with their units', () => {
  expect(valueOf(processFacts(system), 'Running for')).toBe('2 h');
  expect(valueOf(processFacts(system), 'Memory')).toBe('128 MB');
  expect(valueOf(storeFacts(system), 'Schema')).toBe('40 migrations applied, none pending');
});

test('the last backup is told with its size, or with why there is none', () => {
  const words = (lastBackup: System['lastBackup']) =>
    valueOf(storeFacts({ ...system, lastBackup }), 'Last nightly backup');
  const good = { startedAt: '2026-11-26T12:00:00.000Z', outcome: 'succeeded', sizeBytes: 52_000_000 } as const;
  const failed = { ...good, outcome: 'failed', sizeBytes: null } as const;
  expect(words(null)).toBe('none yet');
  expect(words({ ...good, errorCode: null, succeededAt: good.startedAt })).toMatch(/2026.*, 52.0 MB$/);
  expect(words({ ...failed, errorCode: 'disk-full', succeededAt: null })).toMatch(/^failed .*: the disk is full$/);
  expect(words({ ...failed, errorCode: 'folder-unwritable', succeededAt: null })).toMatch(/: the folder backups in /);
  expect(words({ ...failed, errorCode: 'internal', succeededAt: null })).toMatch(/the log says why$/);
});

test('jobs are one line a kind, with 0 where there is none', () => {
  const rows = jobRows({
    counts: [
      { name: 'sync', state: 'failed', count: 2 },
      { name: 'clean-up', state: 'succeeded', count: 1200 },
      { name: 'sync', state: 'running', count: 1 },
    ],
    lastFailures: [],
    oldestWaitingAt: null,
  });
  expect(rows.map(({ name, succeeded, running, failed, wrong }) => [name, succeeded, running, failed, wrong])).toEqual([
    ['clean-up', '1,200', '0', '0', false],
    ['sync', '0', '1', '2', true],
  ]);
});

test('a media server has its own name beside its kind', () => {
  const of = (kind: 'plex' | 'database', name: string) =>
    dependencyName({ kind, name, status: 'up', latencyMs: 1, lastGoodAt: null, version: null });
  expect(of('plex', 'Attic')).toEqual({ kind: 'Media server', name: 'Attic' });
  expect(of('database', 'database')).toEqual({ kind: 'Database', name: '' });
  expect(latencyWords(null)).toBe('not asked');
});

test('figures of the process are told with what of them failed, and an unmeasured one is unknown', () => {
  const facts = figureFacts(system);
  expect(valueOf(facts, 'Requests answered')).toBe('5,120, 3 failed');
  expect(valueOf(facts, 'Calls to Plex and AI')).toBe('0, 0 failed');
  expect(valueOf(facts, 'Posters asked for')).toBe('2,400, 2,100 were on disk');
  expect(valueOf(facts, 'Event loop late by')).toBe('unknown');
  const measured = { ...system, figures: { ...system.figures, eventLoopLagMs: 12 } };
  expect(valueOf(figureFacts(measured), 'Event loop late by')).toBe('12 ms');
});
