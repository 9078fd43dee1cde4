import type { Schedule, Server } from '../../api/types';
import { changesOf, faultsOf, formOf, isChanged, nextRunsOf } from './schedule-form';

const schedule: Schedule = {
  push: true,
  incrementalMinutes: 15,
  keySweepAt: '03:30',
  fullSweepWeekday: 0,
  nextRuns: [
    { serverId: 'a', mode: 'incremental', at: '2026-11-25T12:04:00.000Z' },
    { serverId: 'b', mode: 'incremental', at: '2026-11-25T12:05:00.000Z' },
    { serverId: 'a', mode: 'full', at: '2026-11-29T03:41:00.000Z' },
    { serverId: 'a', mode: 'sweep', at: '2026-11-26T03:41:00.000Z' },
  ],
};
const servers = [
  { id: 'a', name: 'Attic' },
  { id: 'b', name: 'Barn' },
  { id: 'c', name: 'Cellar' },
] as Server[];

test('what is typed is what is sent', () => {
  const form = { ...formOf(schedule), incrementalMinutes: '60', fullSweepWeekday: '6', push: false };
  expect(changesOf(form)).toEqual({ push: false, incrementalMinutes: 60, keySweepAt: '03:30', fullSweepWeekday: 6 });
});

test('a form as it was read is not changed', () => {
  expect(isChanged(formOf(schedule), schedule)).toBe(false);
  expect(isChanged({ ...formOf(schedule), keySweepAt: '03:31' }, schedule)).toBe(true);
});

test.each(['', '0', '1441', '1.5', '-3', '1e2'])('%j is no number of minutes', (incrementalMinutes) => {
  expect([...faultsOf({ ...formOf(schedule), incrementalMinutes }).keys()]).toEqual(['incrementalMinutes']);
});

test.each(['1', '1440'])('%s minutes are fine', (incrementalMinutes) => {
  expect(faultsOf({ ...formOf(schedule), incrementalMinutes }).size).toBe(0);
});

test('a time that was cleared is asked for', () => {
  expect([...faultsOf({ ...formOf(schedule), keySweepAt: '' }).keys()]).toEqual(['keySweepAt']);
});

test('each server has its next runs in one order, and none before its first sync', () => {
  expect(nextRunsOf(schedule, servers).map(({ server, runs }) => [server, runs.map(({ mode }) => mode)])).toEqual([
    ['Attic', ['incremental', 'sweep', 'full']],
    ['Barn', ['incremental']],
    ['Cellar', []],
  ]);
});
