import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { SecretBox } from '../../infra/crypto';
import { startEmulator, type Emulator } from '../../testing';
import { SyncHarness } from '../testing/sync-harness';
import { usePush } from '../testing/push-spec';
import { PlayingEvents } from './playing-events';
import { SyncStreamRepository } from './sync-stream.repository';

describe('who listens to a server', () => {
  const spec = usePush();
  const others: SyncHarness[] = [];
  let second: Emulator | undefined;
  afterEach(async () => {
    for (const other of others.splice(0)) await other.stop({ keepData: true });
    await second?.stop();
    second = undefined;
  });

  async function another(): Promise<SyncHarness> {
    const other = await spec.process();
    others.push(other);
    return other;
  }

  it('is one process of two, and the other one when that ends', async () => {
    const other = await another();
    const { owner } = (await spec.stream())!;
    await sleep(5_000);
    expect(await spec.listeners()).toBe(1);
    expect((await spec.stream())!.owner).toBe(owner);
    const streams = other.module.get(SyncStreamRepository);
    expect(await streams.isConnected(spec.serverId)).toBe(true);
    const stopping = spec.harness.stop({ keepData: true });
    spec.harness = other;
    others.length = 0;
    await stopping;
    await spec.connected();
    expect((await spec.stream())!.owner).not.toBe(owner);
    // It was not heard what happened in between.
    await spec.until(async () => (await spec.runs(`trigger = 'startup' AND state = 'succeeded'`)).length === 1);
  });

  it('is another process within the lease of one that died', async () => {
    const dead = randomUUID();
    await spec.test.database.run(
      `UPDATE sync_streams SET owner = $1, lease_until = now() + interval '15 seconds', state = 'connected'`,
      [dead],
    );
    // Whoever lost the lease lets go.
    await spec.until(async () => (await spec.listeners()) === 0, 5_000);
    await spec.until(async () => (await spec.stream())?.owner !== dead, 20_000);
    await spec.connected();
  });

  it('hears a server that is registered later, and one that another process linked anew', async () => {
    second = await startEmulator({ movies: 5, shows: 1, artists: 1, plays: 5, seed: 11 });
    const [target] = second.servers;
    const box = spec.harness.module.get(SecretBox);
    const id = await spec.harness.register({ ...target, token: 'not-a-token', uri: target.uri });
    await spec.until(async () => (await status(id)) === 'unauthorized', 10_000);
    await spec.test.database.run('UPDATE plex_servers SET sealed_token = $2 WHERE id = $1', [
      id,
      box.seal(target.token),
    ]);
    const streams = spec.harness.module.get(SyncStreamRepository);
    await spec.until(() => streams.isConnected(id), 10_000);
    expect(await status(id)).toBe('online');
    await spec.test.database.run('DELETE FROM plex_servers WHERE id = $1', [id]);
    await spec.until(async () => (await listenersOf(second!)) === 0, 5_000);
    expect(await spec.listeners()).toBe(1);
  });

  it('asks for an incremental run after each reconnection, and hears again', async () => {
    await spec.call('listeners/down', { scope: '0' });
    await sleep(300);
    await spec.call('listeners/up', { scope: '0' });
    await spec.connected();
    await spec.until(async () => (await spec.runs(`trigger = 'event' AND state = 'succeeded'`)).length === 1);
    expect((await spec.runs(`trigger = 'event'`))[0].mode).toBe('incremental');
    const { ratingKey } = await spec.call<{ ratingKey: string }>('items/add', { type: 'movie', title: 'After' });
    await spec.until(() => spec.isLive(ratingKey), 8_000);
  });

  it('finds what was deleted while nobody could listen', async () => {
    const [gone] = await spec.truth('?section=1');
    await spec.harness.stop({ keepData: true });
    await spec.call('items/delete', { ratingKey: gone });
    spec.harness = await spec.process();
    await spec.until(async () => !(await spec.isLive(gone)), 15_000);
    expect(await spec.runs(`trigger = 'startup'`)).toHaveLength(1);
  });

  it('hears by event source where a proxy refuses WebSockets', async () => {
    await spec.call('faults', { kind: 'status', status: 400, path: '/:/websockets/notifications' });
    await spec.call('listeners/down', { scope: '0' });
    await spec.call('listeners/up', { scope: '0' });
    await spec.connected();
    const { ratingKey } = await spec.call<{ ratingKey: string }>('items/add', { type: 'movie', title: 'By the way' });
    await spec.until(() => spec.isLive(ratingKey), 8_000);
    await spec.call('items/delete', { ratingKey });
    await spec.until(async () => !(await spec.isLive(ratingKey)), 8_000);
  });

  it('passes on what is played', async () => {
    const heard: [string, string | null][] = [];
    const unsubscribe = spec.harness.module
      .get(PlayingEvents)
      .onPlaying((serverId, { ratingKey }) => heard.push([serverId, ratingKey]));
    const [ratingKey] = await spec.truth('?section=1');
    await spec.call('sessions/start', { account: 'ben', ratingKey });
    await spec.until(() => Promise.resolve(heard.length > 0), 5_000);
    expect(heard[0]).toEqual([spec.serverId, ratingKey]);
    unsubscribe();
  });

  it('looks at what is played at once', async () => {
    const [ratingKey] = await spec.truth('?section=1');
    await spec.call('sessions/start', { account: 'ben', ratingKey });
    const text = 'SELECT 1 AS seen FROM play_sessions WHERE rating_key = $1';
    await spec.until(async () => (await spec.test.database.row(text, [ratingKey])) !== null, 4_000);
  });

  it('lets go of its sockets at once when it is told to end', async () => {
    // Nothing else is to be waited for: details are read minutes after a sync.
    const busy = `SELECT 1 FROM jobs WHERE name <> 'sync-details' AND state IN ('queued', 'running')`;
    await spec.until(async () => (await spec.test.database.row(busy)) === null);
    const startedAt = Date.now();
    await spec.harness.stop({ keepData: true });
    expect(Date.now() - startedAt).toBeLessThan(2_000);
    await spec.until(async () => (await spec.listeners()) === 0, 1_000);
    expect(await spec.stream()).toBeNull();
    spec.harness = await SyncHarness.start(spec.test.url, spec.harness.dataDir);
  });

  async function status(id: string): Promise<string> {
    const row = await spec.test.database.row<{ status: string }>('SELECT status FROM plex_servers WHERE id = $1', [id]);
    return row!.status;
  }

  async function listenersOf(emulator: Emulator): Promise<number> {
    const response = await fetch(`${emulator.control}/push`);
    return ((await response.json()) as { listeners: number }).listeners;
  }
});

describe('push that an administrator switches off', () => {
  const spec = usePush();

  it('is listened to by nobody until it is switched on again', async () => {
    await spec.harness.stop({ keepData: true });
    const { dataDir } = spec.harness;
    spec.harness = await SyncHarness.start(spec.test.url, dataDir, { push: 'as-scheduled' });
    await spec.connected();
    await spec.test.database.run('UPDATE sync_schedule SET push = false');
    await spec.until(async () => (await spec.listeners()) === 0 && (await spec.stream()) === null, 6_000);
    await spec.test.database.run('UPDATE sync_schedule SET push = true');
    await spec.connected();
  });
});
