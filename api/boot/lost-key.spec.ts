import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTestDatabase, startEmulator, TestBrowser, testPort, type Emulator, type TestDatabase } from '../testing';
import { runSource, type SourceProcess } from '../testing/source-process';

jest.setTimeout(180_000);

const SERVERS = '/api/v1/plex/servers';
const RUNS = '/api/v1/sync/runs';
const SETUP_CODE = 'setup-code-1';

describe('a SmartPlex whose encryption key was lost', () => {
  let emulator: Emulator;
  let database: TestDatabase;
  let home: string;
  let product: SourceProcess | undefined;

  beforeAll(async () => {
    emulator = await startEmulator({ movies: 4, shows: 1, artists: 1, servers: 1, plays: 4 });
    database = await createTestDatabase();
    home = mkdtempSync(join(tmpdir(), 'smartplex-lost-'));
  });

  afterAll(async () => {
    await stop();
    await database?.drop();
    await emulator?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  /** On the same database, with the key that is generated into this folder. */
  async function start(folder: string): Promise<string> {
    const port = await testPort();
    const env = {
      ...{ PORT: String(port), HOST: '127.0.0.1', DATA_DIR: join(home, folder), DATABASE_URL: database.url },
      ...{ SETUP_CODE, PLEX_TV_URL: emulator.plexTv, PLEX_APP_URL: emulator.appUrl, PLEX_TIMEOUT_MS: '2000' },
      ...{ LOG_FORMAT: 'json', LOG_LEVEL: 'warn' },
    };
    const started = (product = runSource('api/main.ts', [], env));
    while (!started.stdout().includes('SmartPlex is ready')) {
      const ended = await Promise.race([started.exited, sleep(50)]);
      if (ended) throw new Error(`the start failed: ${started.stderr()}`);
    }
    return `http://127.0.0.1:${port}`;
  }

  async function stop(): Promise<void> {
    product?.kill('SIGTERM');
    await product?.exited;
    product = undefined;
  }

  async function runOf(ada: TestBrowser, serverId: string): Promise<{ state: string; errorCode: string | null }> {
    let asked = await ada.post(RUNS, { serverId, mode: 'full' });
    // A server that was just linked is read without being asked.
    for (; asked.status === 409; asked = await ada.post(RUNS, { serverId, mode: 'full' })) await sleep(200);
    for (;;) {
      const { body } = await ada.get(`${RUNS}/${asked.body.id}`);
      if (!['queued', 'running'].includes(body.state)) return body;
      await sleep(100);
    }
  }

  const isListenedTo = async () =>
    (await database.database.row(`SELECT 1 FROM sync_streams WHERE state = 'connected' AND lease_until > now()`)) !==
    null;

  it('says what has to be linked again, keeps everything else, and works once that is done', async () => {
    let ada = new TestBrowser(await start('first'));
    await ada.signIn('ada', { emulator, setupCode: SETUP_CODE });
    const { machineIdentifier } = emulator.servers[0];
    const { id } = (await ada.post(SERVERS, { machineIdentifier })).body;
    expect(await runOf(ada, id)).toMatchObject({ state: 'succeeded' });
    const provider = { baseUrl: 'http://127.0.0.1:9/v1', model: 'none', apiKey: 'the key of the provider' };
    expect(await ada.put('/api/v1/ai/settings', provider)).toMatchObject({ status: 400 });
    const settings = await ada.put('/api/v1/ai/settings', { ...provider, apiKey: 'the-key-of-the-provider' });
    expect(settings.body).toMatchObject({ apiKeySet: true });
    const { body: items } = await ada.get('/api/v1/library/items?limit=100');
    await stop();

    const cookies = ada.cookies;
    ada = new TestBrowser(await start('second'));
    for (const [name, value] of cookies) ada.cookies.set(name, value);
    expect(product!.stdout()).toContain('Plex tokens sealed with the lost key have to be linked again');
    expect((await ada.get('/api/v1/library/items?limit=100')).body).toEqual(items);
    expect(await ada.post(`${SERVERS}/${id}/test`)).toMatchObject({
      status: 200,
      body: { ok: false, fault: 'unauthorized' },
    });
    expect((await ada.get(`${SERVERS}/${id}`)).body).toMatchObject({ status: 'unauthorized' });
    expect(await runOf(ada, id)).toMatchObject({ state: 'failed', errorCode: 'plex-unauthorized' });
    expect((await ada.get('/api/v1/ai/settings')).body).toMatchObject({ configured: true, apiKeySet: false });
    // It is looked at every other second, and told of once.
    await sleep(7_000);
    expect(product!.stdout().match(/A media server cannot be listened to/g)).toHaveLength(1);
    expect(await ada.get(`${SERVERS}/available`)).toMatchObject({ status: 502, body: { code: 'plex-unauthorized' } });

    // A server that was linked by hand needs no plex.tv; the others need a sign-in first.
    await ada.signIn('ada', { emulator, setupCode: SETUP_CODE });
    expect((await ada.post(SERVERS, { machineIdentifier, relink: true })).body).toMatchObject({ id });
    expect((await ada.post(`${SERVERS}/${id}/test`)).body).toMatchObject({ ok: true });
    for (const until = Date.now() + 4_000; !(await isListenedTo()); await sleep(100))
      if (Date.now() > until) throw new Error('nobody listens');
    expect(await runOf(ada, id)).toMatchObject({ state: 'succeeded' });
    expect((await ada.get('/api/v1/library/items?limit=100')).body).toEqual(items);
    expect(product!.stdout()).not.toContain('SealedSecretError');
  });
});
