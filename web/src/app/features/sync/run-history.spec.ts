import type { Run } from '../../api/types';
import { describeRun } from './run-history';

const run: Run = {
  id: 'r1',
  serverId: 's1',
  mode: 'full',
  trigger: 'manual',
  state: 'succeeded',
  createdAt: '2026-11-23T20:00:00.000Z',
  startedAt: '2026-11-23T20:00:01.000Z',
  finishedAt: '2026-11-23T20:01:36.000Z',
  itemsSeen: 6_124,
  itemsTotal: 6_124,
  itemsAdded: 6_124,
  itemsUpdated: 3,
  itemsRemoved: 0,
  errorCode: null,
  requestedBy: null,
  sections: [{ sectionId: 'a', title: 'Films', state: 'succeeded', seen: 3_000, total: 3_000, errorCode: null }],
};

test('a run tells how it went, how long it took and what it changed', () => {
  expect(describeRun(run, 'Attic')).toMatchObject({
    server: 'Attic',
    state: { label: 'Complete', tone: 'good' },
    kind: 'Full, started by hand',
    duration: '1 min 35 s',
    added: '6,124',
    updated: '3',
    removed: '0',
    errors: [],
  });
});

test('a run that only listed keys is called so', () => {
  expect(describeRun({ ...run, mode: 'sweep', trigger: 'schedule' }, 'Attic').kind).toBe('Key sweep, on schedule');
});

test('each library that did not come through is named with what to do, once', () => {
  const incomplete: Run = {
    ...run,
    state: 'incomplete',
    errorCode: 'plex-timeout',
    sections: [
      ...run.sections,
      { sectionId: 'b', title: 'Series', state: 'incomplete', seen: 10, total: 90, errorCode: 'plex-timeout' },
    ],
  };
  const { errors } = describeRun(incomplete, 'Attic');
  expect(errors).toHaveLength(1);
  expect(errors[0].library).toBe('Series');
  expect(errors[0].text).toContain('too long');
});

test('libraries with the same fault share a line', () => {
  const fault = { state: 'failed', seen: 0, total: 0, errorCode: 'plex-unreachable' } as const;
  const failed: Run = {
    ...run,
    state: 'failed',
    sections: [
      { sectionId: 'a', title: 'Films', ...fault },
      { sectionId: 'b', title: 'Music', ...fault },
    ],
  };
  expect(describeRun(failed, 'Attic').errors.map(({ library }) => library)).toEqual(['Films, Music']);
});

test('a fault of the whole run is told without a library', () => {
  expect(describeRun({ ...run, state: 'failed', errorCode: 'plex-unauthorized' }, 'Attic').errors).toEqual([
    { library: '', text: expect.stringContaining('Link the server again') },
  ]);
});

test('a run that never began has an unknown duration', () => {
  expect(describeRun({ ...run, startedAt: null, state: 'cancelled' }, undefined)).toMatchObject({
    duration: 'unknown',
    server: 'a removed server',
  });
});
