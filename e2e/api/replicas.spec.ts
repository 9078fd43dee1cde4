import { createTestApp, createTestDatabase, hasRedis, startEmulator, startRedis, TestBrowser } from '../../api/testing';
import type { Emulator, TestApp, TestDatabase, TestRedis } from '../../api/testing';
import { setTimeout as sleep } from 'node:timers/promises';

const SETUP_CODE = 'replica-spec-code';
const ENCRYPTION_KEY = Buffer.alloc(32, 7).toString('base64');
const FINAL = ['succeeded', 'incomplete', 'failed', 'cancelled'];

(hasRedis() ? describe : describe.skip)('one API process and two workers on one Redis', () => {
  let database: TestDatabase;
  let emulator: Emulator;
  let redis: TestRedis;
  let api: TestApp;
  const workers: TestApp[] = [];
  let admin: TestBrowser;
  let serverId: string;

  const start = (role: 'api' | 'worker'): Promise<TestApp> =>
    createTestApp({
      databaseUrl: database.url,
      plexTvUrl: emulator.plexTv,
      plexAppUrl: emulator.appUrl,
      env: { SETUP_CODE, ENCRYPTION_KEY, REDIS_URL: redis.url, DATABASE_URL: database.url, PROCESS_ROLE: role },
    });

  beforeAll(async () => {
    [database, emulator, redis] = await Promise.all([
      createTestDatabase(),
      startEmulator({ movies: 300, shows: 5, artists: 2 }),
      startRedis(),
    ]);
    api = await start('api');
    workers.push(await start('worker'), await start('worker'));
    admin = new TestBrowser(api.url);
    await admin.signIn('ada', { emulator, setupCode: SETUP_CODE });
    const { body } = await admin.post('/api/v1/plex/servers', {
      machineIdentifier: emulator.servers[0]!.machineIdentifier,
    });
    serverId = body.id;
  });

  afterAll(async () => {
    await Promise.all([api, ...workers].map((one) => one.close()));
    await Promise.all([emulator.stop(), redis.remove()]);
    await database.drop();
  });

  async function finished(runId: string) {
    for (let i = 0; i < 300; i++) {
      const { body } = await admin.get(`/api/v1/sync/runs/${runId}`);
      if (FINAL.includes(body.state)) return body;
      await sleep(100);
    }
    throw new Error('The run never ended');
  }

  /** A server that somebody begins to listen to is read without being asked, and no other run begins meanwhile. */
  async function askedWhileRedisIsAway(): Promise<string> {
    for (;;) {
      await redis.stop();
      expect((await admin.get('/api/v1/library/items?limit=1')).status).toBe(200);
      const { status, body } = await admin.post('/api/v1/sync/runs', { serverId, mode: 'full' });
      if (status === 202) return body.id;
      expect([status, body.code]).toEqual([409, 'sync-already-running']);
      await redis.start();
      const { body: runs } = await admin.get('/api/v1/sync/runs?limit=1');
      await finished(runs.items[0].id);
    }
  }

  it('sync what the API process was asked for, and tell it of the progress', async () => {
    const events = await admin.fetch('GET', '/api/v1/sync/events');
    const reader = events.body!.getReader();
    const { status, body } = await admin.post('/api/v1/sync/runs', { serverId, mode: 'full' });
    expect(status).toBe(202);
    const run = await finished(body.id);
    expect(run).toMatchObject({ state: 'succeeded', errorCode: null });
    expect(run.itemsSeen).toBeGreaterThanOrEqual(300);
    let heard = '';
    while (!heard.includes('"succeeded"')) heard += new TextDecoder().decode((await reader.read()).value);
    await reader.cancel();
    expect(heard).toContain('event: run');
  });

  it('keep reading while Redis is away, and sync what was asked for meanwhile', async () => {
    const id = await askedWhileRedisIsAway();
    await redis.start();
    expect(await finished(id)).toMatchObject({ state: 'succeeded' });
  });
});
