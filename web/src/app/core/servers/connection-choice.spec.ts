import type { AvailableServer, Connection } from '../../api/types';
import { describeConnection, inOrder, recommended } from './connection-choice';

const connection = (parts: Partial<Connection>): Connection => ({
  uri: 'http://plex.example:32400',
  local: false,
  relay: false,
  reachable: true,
  latencyMs: 12,
  ...parts,
});
const server = (name: string, owned: boolean, ...connections: Connection[]): AvailableServer => ({
  machineIdentifier: name,
  name,
  owned,
  connections,
});

test('the first connection that answered is recommended, not the first in the list', () => {
  const slow = connection({ reachable: false });
  const good = connection({ uri: 'http://second' });
  expect(recommended(server('a', true, slow, good, connection({})))).toBe(good);
  expect(recommended(server('a', true, slow))).toBeUndefined();
});

test('a connection is described by its path and its time to answer', () => {
  expect(describeConnection(connection({ local: true, latencyMs: 3.4 }))).toBe('Local · 3 ms');
  expect(describeConnection(connection({ relay: true, reachable: false, latencyMs: null }))).toBe('Relay · no answer');
  expect(describeConnection(connection({ latencyMs: 2100 }))).toBe('Remote · 2 s');
});

test('own servers that answer come first, servers of other people last', () => {
  const servers = [
    server('theirs', false, connection({})),
    server('asleep', true, connection({ reachable: false })),
    server('mine', true, connection({})),
  ];
  expect(inOrder(servers).map(({ name }) => name)).toEqual(['mine', 'asleep', 'theirs']);
});
