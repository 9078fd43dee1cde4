import type { Server, ServerRemoval, ServerTest } from '../../../api/types';
import { askToRemove, removalPoints, testWords } from './server-words';

const removal: ServerRemoval = {
  serverId: '1',
  serverName: 'Attic',
  sections: 2,
  items: [
    { type: 'movie', count: 1 },
    { type: 'episode', count: 12_345 },
  ],
  itemsInTrash: 7,
  viewStates: 2_500,
  sizeDays: 1,
  playsRemoved: 40,
  oldestPlayAt: '2024-03-01T10:00:00.000Z',
  playsKept: 0,
  runs: 1,
  usersLeftWithout: 3,
};

test('a removal is spelt out, one effect a line', () => {
  expect(removalPoints(removal)).toEqual([
    '2 libraries',
    '1 movie',
    '12,345 episodes',
    '7 more in Plex’s trash',
    expect.stringMatching(/^40 recorded plays since Mar 1, 2024.*for good/),
    '2,500 records of what people have seen or begun',
    'How large the libraries were on 1 day',
    'The record of 1 sync',
    '3 users see no library any more',
  ]);
});

test('without plays nothing is said to be lost', () => {
  expect(removalPoints({ ...removal, playsRemoved: 0, oldestPlayAt: null, playsKept: 1 })).toEqual(
    expect.arrayContaining(['No play: none was recorded on this server', '1 play on another server stays']),
  );
});

test('what there is none of is not named', () => {
  const points = removalPoints({ ...removal, itemsInTrash: 0, viewStates: 0, sizeDays: 0 });
  expect(points.join()).not.toMatch(/trash|seen|How large/);
});

test('the name of the server has to be typed', () => {
  expect(askToRemove({ machineIdentifier: 'abc' } as Server, removal)).toMatchObject({ typed: 'Attic', danger: true });
  expect(askToRemove({ machineIdentifier: 'abc' } as Server, { ...removal, serverName: '' }).typed).toBe('abc');
});

test.each(['unreachable', 'timeout', 'unauthorized', 'not-plex', 'tls'] as const)(
  '%s has words of its own',
  (fault) => {
    const words = testWords({ ok: false, fault, latencyMs: null, version: null });
    expect(words.tone).toBe('bad');
    expect(words.text).toMatch(/\.$/);
  },
);

test('a good test tells version and time', () => {
  expect(testWords({ ok: true, fault: null, latencyMs: 12, version: '1.42' } as ServerTest).text).toBe(
    'Plex 1.42 answered after 12 ms.',
  );
});
