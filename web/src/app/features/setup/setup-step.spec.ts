import type { Run, Server } from '../../api/types';
import { setupStep } from './setup-step';

const server = { id: 's1' } as Server;
const run = (state: Run['state'], itemsSeen: number) => ({ id: 'r1', state, itemsSeen }) as Run;

test('without a registered server the set-up begins with choosing one', () => {
  expect(setupStep([], undefined)).toBe('server');
});

test('a registered server that was never synced resumes at its libraries', () => {
  expect(setupStep([server], undefined)).toBe('libraries');
});

test('a run that goes on, or went through, resumes at the first sync', () => {
  expect(setupStep([server], run('queued', 0))).toBe('sync');
  expect(setupStep([server], run('running', 10))).toBe('sync');
  expect(setupStep([server], run('succeeded', 100))).toBe('sync');
  expect(setupStep([server], run('incomplete', 40))).toBe('sync');
});

test('a run that was stopped before it read anything leads back to the libraries', () => {
  expect(setupStep([server], run('cancelled', 0))).toBe('libraries');
  expect(setupStep([server], run('failed', 0))).toBe('libraries');
});
