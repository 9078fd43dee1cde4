import { request } from 'node:http';
import { createTestApp, createTestDatabase } from '../../testing';
import { OWNER, People, SETUP_CODE } from '../testing/people';
import { ScriptedPlex } from '../testing/scripted-plex';

const LIMIT = 6;
const JSON_TYPE = { 'content-type': 'application/json' };
const PINS = '/api/v1/auth/plex/pins';

let plex: ScriptedPlex;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let app: Awaited<ReturnType<typeof createTestApp>>;

beforeAll(async () => {
  plex = new ScriptedPlex();
  await plex.start();
});
afterAll(() => plex.stop());
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  await app.close();
  await database.drop();
});

async function start(env: Record<string, string> = {}): Promise<void> {
  const limits = { SETUP_CODE, THROTTLE_PER_MINUTE: String(LIMIT), ...env };
  app = await createTestApp({ databaseUrl: database.url, plexTvUrl: plex.url, env: limits });
}

type Headers = Record<string, string>;
const send = (method: string, path: string, body?: string, headers: Headers = {}) =>
  fetch(app.url + path, { method, body, headers: { ...JSON_TYPE, ...headers } });
const malformed = (headers?: Headers) => send('POST', PINS, '{', headers);
const told = ({ status, headers }: Response) => [status, headers.get('x-ratelimit-remaining')];

/** The status for a body of which nothing ever arrives. */
const unsent = (headers: Headers = {}) =>
  new Promise<number | undefined>((resolve, reject) => {
    const options = { method: 'POST', headers: { ...JSON_TYPE, 'content-length': 100, ...headers } };
    const asked = request(app.url + PINS, options, (response) => {
      resolve(response.statusCode);
      asked.destroy();
    });
    asked.once('error', reject).flushHeaders();
  });

describe('what is refused before a guard could count it', () => {
  it('is counted all the same, and refused as too much beyond the limit', async () => {
    await start();
    const refused: [number, () => Promise<Response>][] = [
      [400, () => malformed()],
      [400, () => send('POST', PINS, '['.repeat(40))],
      [415, () => send('POST', PINS, 'x', { 'content-type': 'text/plain' })],
      [404, () => send('GET', '/api/v1/nowhere')],
      [404, () => send('PUT', '/library')],
      [400, () => send('GET', '/api/v1/library/items/%E0%A4%A')],
    ];
    for (const [at, [status, ask]] of refused.entries()) {
      const answer = await ask();
      expect([at, ...told(answer)]).toEqual([at, status, String(LIMIT - 1 - at)]);
      expect(answer.headers.get('x-ratelimit-limit')).toBe(String(LIMIT));
    }
    for (const [, ask] of refused) {
      const answer = await ask();
      expect(told(answer)).toEqual([429, '0']);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(50);
      expect(await answer.json()).toMatchObject({ code: 'too-many-requests' });
    }
  });

  it('has its caller refused before the next body is read, and takes nothing else from anybody there', async () => {
    await start();
    for (let i = 0; i < LIMIT; i++) await malformed();
    expect(await unsent()).toBe(429);
    expect(told(await send('GET', '/api/v1/setup'))).toEqual([200, String(LIMIT - 1)]);
  });

  it('has whoever is beyond the general limit refused before a body is read', async () => {
    await start();
    for (let i = 0; i < LIMIT; i++) await send('GET', '/api/v1/setup');
    expect(await unsent()).toBe(429);
  });

  it('is counted by session where there is one, apart from the others behind the same address', async () => {
    await start();
    const people = new People(app.url, plex, database.database);
    const [first, second] = [await people.signIn(OWNER, SETUP_CODE), await people.signIn(OWNER)];
    const cookieOf = ({ browser }: typeof first) => ({ cookie: `sp_session=${browser.cookie('sp_session')}` });
    for (let i = 0; i <= LIMIT; i++) await malformed();
    expect(told(await malformed(cookieOf(first)))).toEqual([400, String(LIMIT - 1)]);
    for (let i = 0; i < LIMIT; i++) await send('GET', '/api/v1/nowhere', undefined, cookieOf(first));
    expect(await unsent(cookieOf(first))).toBe(429);
    expect((await second.browser.post('/ai/conversations', {})).status).toBe(201);
    expect(await unsent({ cookie: `sp_session=${'A'.repeat(43)}` })).toBe(429);
  });

  it('is counted by the address that a trusted proxy adds, and by no other', async () => {
    await start({ TRUST_PROXY: '1' });
    const from = (address: string) => ({ 'x-forwarded-for': `192.0.2.1, ${address}` });
    for (let i = 0; i < LIMIT; i++) await malformed(from('203.0.113.5'));
    expect((await malformed(from('203.0.113.5'))).status).toBe(429);
    expect(told(await malformed(from('203.0.113.6')))).toEqual([400, String(LIMIT - 1)]);
  });

  it('is counted by the socket where no proxy is trusted, whatever it says', async () => {
    await start();
    for (let i = 0; i < LIMIT; i++) await malformed({ 'x-forwarded-for': `203.0.113.${i}` });
    expect((await malformed({ 'x-forwarded-for': '203.0.113.99' })).status).toBe(429);
  });

  it('is none of what is no request to the API: probes, files, what a server can do', async () => {
    await start();
    for (const [method, path] of [
      ['GET', '/health/nowhere'],
      ['HEAD', '/metrics/nowhere'],
      ['GET', '/favicon-4711.ico'],
      ['OPTIONS', '/api/v1/nowhere'],
    ] as const) {
      const { headers } = await send(method, path);
      expect([path, headers.get('x-ratelimit-limit')]).toEqual([path, null]);
    }
    for (let i = 0; i <= LIMIT; i++) await malformed();
    expect((await send('GET', '/health/live')).status).toBe(200);
  });

  it('is no body elsewhere, where nobody reads one', async () => {
    await start();
    expect(told(await send('POST', '/library', '{'))).toEqual([404, String(LIMIT - 1)]);
  });
});
