import {
  createTestApp,
  createTestDatabase,
  startEmulator,
  TestBrowser,
  type Emulator,
  type TestApp,
  type TestDatabase,
} from '../../testing';

const SETUP_CODE = 'schedule-api-code';
const PATH = '/api/v1/sync/schedule';

describe('the schedule over the API', () => {
  let test: TestDatabase;
  let emulator: Emulator;
  let product: TestApp;
  let admin: TestBrowser;
  let serverId: string;

  beforeAll(async () => {
    [test, emulator] = await Promise.all([
      createTestDatabase(),
      startEmulator({ movies: 20, shows: 1, artists: 1, quirks: 'off' }),
    ]);
    product = await createTestApp({
      databaseUrl: test.url,
      plexTvUrl: emulator.plexTv,
      plexAppUrl: emulator.appUrl,
      env: { SETUP_CODE },
    });
    admin = new TestBrowser(product.url);
    await admin.signIn('ada', { emulator, setupCode: SETUP_CODE });
    const [{ machineIdentifier }] = emulator.servers;
    serverId = (await admin.post('/api/v1/plex/servers', { machineIdentifier })).body.id;
  });

  afterAll(async () => {
    await product.close();
    await emulator.stop();
    await test.drop();
  });

  const put = (body: unknown) => admin.put(PATH, body as object);

  it('has defaults out of the box, and plans nothing before the first sync', async () => {
    const { status, body } = await admin.get(PATH);
    expect(status).toBe(200);
    expect(body).toEqual({
      push: true,
      incrementalMinutes: 15,
      keySweepAt: '03:30',
      fullSweepWeekday: 0,
      nextRuns: [],
    });
  });

  it('tells the next run of each server and mode after its first sync, soonest first', async () => {
    const { body: run } = await admin.post('/api/v1/sync/runs', { serverId, mode: 'full' });
    for (let state = ''; state !== 'succeeded';)
      state = (await admin.get(`/api/v1/sync/runs/${run.id}`)).body.state as string;
    const { nextRuns } = (await admin.get(PATH)).body;
    expect(nextRuns.map(({ mode }: { mode: string }) => mode).sort()).toEqual(['full', 'incremental', 'sweep']);
    const moments: number[] = nextRuns.map(({ at }: { at: string }) => Date.parse(at));
    expect(moments).toEqual([...moments].sort((a, b) => a - b));
    expect(nextRuns[0]).toMatchObject({ serverId, mode: 'incremental' });
    // Sooner where the server is not listened to yet.
    expect(moments[0] - Date.now()).toBeLessThan(16 * 60_000);
    for (const { at } of nextRuns) expect(at).toBe(new Date(at).toISOString());
  });

  it('is changed as a whole or in part, and answers what it is now', async () => {
    const whole = { push: false, incrementalMinutes: 60, keySweepAt: '23:59', fullSweepWeekday: 6 };
    const { status, body } = await put(whole);
    expect(status).toBe(200);
    expect(body).toMatchObject(whole);
    expect(body.nextRuns).toHaveLength(3);
    expect((await put({ incrementalMinutes: 1 })).body).toMatchObject({ ...whole, incrementalMinutes: 1 });
    const read = (await admin.get(PATH)).body;
    expect((await put({ ...read, push: true })).body).toMatchObject({ ...whole, incrementalMinutes: 1, push: true });
  });

  it.each([
    ['push', 'yes'],
    ['push', null],
    ['incrementalMinutes', 0],
    ['incrementalMinutes', 1441],
    ['incrementalMinutes', 1.5],
    ['incrementalMinutes', '15'],
    ['incrementalMinutes', null],
    ['keySweepAt', '24:00'],
    ['keySweepAt', '3:30'],
    ['keySweepAt', '03:60'],
    ['keySweepAt', '03:30\n'],
    ['keySweepAt', 330],
    ['keySweepAt', ['03:30']],
    ['fullSweepWeekday', 7],
    ['fullSweepWeekday', -1],
    ['fullSweepWeekday', '0'],
    ['everySecond', true],
  ])('refuses %s: %j, names the field and changes nothing', async (field, value) => {
    const before = (await admin.get(PATH)).body;
    const { status, body } = await put({ push: !before.push, [field]: value });
    expect(status).toBe(400);
    expect(body.errors.map((error: { field: string }) => error.field)).toEqual([field]);
    const { nextRuns: _, ...settings } = before;
    expect((await admin.get(PATH)).body).toMatchObject(settings);
  });

  it('is for signed-in administrators only', async () => {
    const stranger = new TestBrowser(product.url);
    expect((await stranger.get(PATH)).status).toBe(401);
    const ben = new TestBrowser(product.url);
    await ben.signIn('ben', { emulator });
    expect((await ben.get(PATH)).status).toBe(403);
    expect((await ben.put(PATH, { push: true })).status).toBe(403);
    const { key } = (await admin.post('/api/v1/api-keys', { name: 'all', scopes: ['admin'] })).body;
    const byKey = await fetch(`${product.url}${PATH}`, { headers: { authorization: `Bearer ${key}` } });
    expect(byKey.status).toBe(403);
  });
});
