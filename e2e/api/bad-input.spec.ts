import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTestDatabase, createTestApp, startEmulator, TestBrowser } from '../../api/testing';
import type { Emulator, TestApp, TestDatabase } from '../../api/testing';

const SETUP_CODE = 'bad-input-code';
const UNKNOWN_ID = '00000000-0000-4000-8000-00000000dead';
/** Nothing of ours or of an upstream may stand in an error. */
const INTERNALS = /at \w+ \(|node_modules|SELECT |INSERT |postgres:\/\/|127\.0\.0\.1|\.ts:|\.js:|sp_session|stack/i;

interface Described {
  parameters?: { name: string; in: string; schema: { maximum?: number } }[];
}

/** Every number in a query of any route, with the largest that is taken. */
function largestNumbers(): [string, string, number][] {
  const text = readFileSync(join(__dirname, '../../openapi.json'), 'utf8');
  const { paths } = JSON.parse(text) as { paths: Record<string, { get?: Described }> };
  return Object.entries(paths).flatMap(([path, { get }]) =>
    (get?.parameters ?? [])
      .filter((parameter) => parameter.in === 'query' && parameter.schema.maximum !== undefined)
      .map(({ name, schema }): [string, string, number] => [
        path.replaceAll(/\{\w+\}/g, UNKNOWN_ID),
        name,
        schema.maximum!,
      ]),
  );
}

describe('hostile and malformed requests', () => {
  let database: TestDatabase;
  let emulator: Emulator;
  let product: TestApp;
  let admin: TestBrowser;

  beforeAll(async () => {
    [database, emulator] = await Promise.all([
      createTestDatabase(),
      startEmulator({ movies: 30, shows: 2, artists: 1 }),
    ]);
    product = await createTestApp({
      databaseUrl: database.url,
      plexTvUrl: emulator.plexTv,
      plexAppUrl: emulator.appUrl,
      env: { SETUP_CODE },
    });
    admin = new TestBrowser(product.url);
    await admin.signIn('ada', { emulator, setupCode: SETUP_CODE });
    await admin.post('/api/v1/plex/servers', { machineIdentifier: emulator.servers[0].machineIdentifier });
  });

  afterAll(async () => {
    await product.close();
    await emulator.stop();
    await database.drop();
  });

  function expectProblem(
    answer: { status: number; headers: Headers; body: Record<string, unknown> },
    status: number,
    code: string,
  ): void {
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ status, requestId: answer.headers.get('x-request-id') });
    expect(JSON.stringify({ ...answer.body, requestId: '' })).not.toMatch(INTERNALS);
  }

  it('answers malformed JSON with 400', async () => {
    const answer = await admin.post('/api/v1/sync/runs', undefined, {
      rawBody: '{"serverId": ',
      headers: { 'content-type': 'application/json' },
    });
    expectProblem(answer, 400, 'malformed-json');
  });

  it('answers an oversized body with 413', async () => {
    expectProblem(await admin.post('/api/v1/sync/runs', { serverId: 'x'.repeat(5_000_000) }), 413, 'payload-too-large');
  });

  it('answers a body that is not JSON with 415', async () => {
    const answer = await admin.post('/api/v1/sync/runs', undefined, {
      rawBody: '<run/>',
      headers: { 'content-type': 'application/xml' },
    });
    expectProblem(answer, 415, 'unsupported-media-type');
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=abc', 'limit'],
    ['limit=1e1', 'limit'],
    ['limit=', 'limit'],
    ['limit=%2010', 'limit'],
    ['limit=5.0', 'limit'],
    ['limit=05', 'limit'],
    ['cursor=', 'cursor'],
    ['cursor=forged', 'cursor'],
    ['cursor=WyJ4Il0', 'cursor'],
    ['unknown=1', 'unknown'],
    ['__proto__=1', '__proto__'],
    ['constructor=1', 'constructor'],
    ['hasOwnProperty=1', 'hasOwnProperty'],
    ['sort=sideways', 'sort'],
    ['order=up', 'order'],
    ['type=clip', 'type'],
    ['watched=maybe', 'watched'],
    ['yearFrom=MCM', 'yearFrom'],
    ['sizeMin=-1', 'sizeMin'],
    ['addedSince=yesterday', 'addedSince'],
    [`q=${'a'.repeat(201)}`, 'q'],
    ['q=%00', 'q'],
    ['genre=a%00b', 'genre'],
    ['limit=1&limit=2', 'limit'],
  ])('refuses the query %s and names the field', async (query, field) => {
    const answer = await admin.get(`/api/v1/library/items?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map((error: { field: string }) => error.field)).toContain(field);
    expect(JSON.stringify({ ...answer.body, requestId: '' })).not.toMatch(INTERNALS);
  });

  it('takes no number in a query that is larger than described, and gives pages of a thousand rows at most', async () => {
    const numbers = largestNumbers();
    expect(numbers.length).toBeGreaterThan(30);
    expect(numbers.filter(([, name, largest]) => name === 'limit' && largest > 1_000)).toEqual([]);
    const taken: string[] = [];
    for (const [path, name, largest] of numbers) {
      const { status, body } = await admin.get(`${path}?${name}=${largest + 1}`);
      const named = body.errors?.some(({ field }: { field: string }) => field === name);
      if (status !== 400 || !named) taken.push(`${path} ${name} ${status}`);
    }
    expect(taken).toEqual([]);
  });

  it.each(['setup', 'auth/csrf', 'auth/session', 'auth/sessions', 'plex/servers', 'library/sections', 'health'])(
    'refuses a query on %s, which takes none',
    async (path) => {
      const answer = await admin.get(`/api/v1/${path}?limit=0`);
      expectProblem(answer, 400, 'validation-failed');
      expect(answer.body.errors).toEqual([{ field: 'limit', message: 'is not a known field' }]);
    },
  );

  it('refuses a body where none is taken, and asks who is there first', async () => {
    expectProblem(await admin.post('/api/v1/auth/plex/pins', { strong: true }), 400, 'validation-failed');
    expectProblem(await new TestBrowser(product.url).get('/api/v1/plex/servers?x=1'), 401, 'unauthenticated');
    expect((await admin.get('/health/live?probe=1')).status).toBe(200);
  });

  it.each([
    ['POST', '/api/v1/sync/runs', { serverId: UNKNOWN_ID, mode: 'full', extra: true }, 'extra'],
    ['POST', '/api/v1/sync/runs', { serverId: UNKNOWN_ID, mode: 'sideways' }, 'mode'],
    ['POST', '/api/v1/sync/runs', { serverId: 'a\u0000b', mode: 'full' }, 'serverId'],
    ['POST', '/api/v1/sync/runs', { serverId: UNKNOWN_ID, mode: 'full', sectionIds: 'one' }, 'sectionIds'],
    ['POST', '/api/v1/plex/servers', { url: 'ftp://attic', token: 'abc' }, 'url'],
    ['POST', '/api/v1/plex/servers', { url: 'http://u:p@attic:32400', token: 'abc' }, 'url'],
    ['POST', '/api/v1/plex/servers', { machineIdentifier: 'a\u0000b' }, 'machineIdentifier'],
    ['POST', '/api/v1/plex/servers', { machineIdentifier: 42 }, 'machineIdentifier'],
    ['POST', '/api/v1/api-keys', { name: '', scopes: ['library:read'] }, 'name'],
    ['POST', '/api/v1/api-keys', { name: 'x'.repeat(5000), scopes: ['library:read'] }, 'name'],
    ['POST', '/api/v1/api-keys', { name: 'x'.repeat(1_000_000), scopes: ['library:read'] }, 'name'],
    ['POST', '/api/v1/api-keys', { name: 'dashboards', scopes: ['everything'] }, 'scopes'],
    ['PATCH', `/api/v1/users/${UNKNOWN_ID}`, { role: 'boss' }, 'role'],
    ['PATCH', `/api/v1/library/sections/${UNKNOWN_ID}`, { enabled: 'yes' }, 'enabled'],
  ])('%s %s refuses a wrong body and names the field', async (method, path, body, field) => {
    const answer = await admin.request(method, path, { body });
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map((error: { field: string }) => error.field)).toEqual([expect.stringContaining(field)]);
  });

  it.each(['__proto__', 'constructor', 'toString'])(
    'refuses the body field %s, which every object has',
    async (field) => {
      const rawBody = `{"name": "dashboards", "scopes": ["library:read"], "${field}": {"admin": true}}`;
      const headers = { 'content-type': 'application/json' };
      const answer = await admin.post('/api/v1/api-keys', undefined, { rawBody, headers });
      expectProblem(answer, 400, 'validation-failed');
      expect(answer.body.errors).toEqual([{ field, message: 'is not a known field' }]);
    },
  );

  it.each([
    '/api/v1/library/items/999999999',
    '/api/v1/library/items/abc',
    '/api/v1/library/items/99999999999999999999999',
    '/api/v1/library/items/%F0%9F%8E%AC',
    '/api/v1/library/items/1%00',
    '/api/v1/library/items/999999999/poster',
    '/api/v1/library/items/999999999/children',
    `/api/v1/library/items?sectionId=${UNKNOWN_ID}`,
    '/api/v1/library/items?parentId=999999999',
    `/api/v1/plex/servers/${UNKNOWN_ID}`,
    '/api/v1/plex/servers/not-a-uuid',
    `/api/v1/sync/runs/${UNKNOWN_ID}`,
    '/api/v1/sync/runs/not-a-uuid',
    '/api/v1/no/such/route',
  ])('%s is not found, or refused, without a word too many', async (path) => {
    const answer = await admin.get(path);
    expect([400, 404]).toContain(answer.status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(JSON.stringify({ ...answer.body, requestId: '' })).not.toMatch(INTERNALS);
  });

  it('answers an unknown server with 404', async () => {
    expectProblem(await admin.post('/api/v1/sync/runs', { serverId: UNKNOWN_ID, mode: 'full' }), 404, 'not-found');
  });

  it('refuses a megabyte in a header or a path without falling over', async () => {
    const answer = await fetch(`${product.url}/api/v1/library/items/${'9'.repeat(60_000)}`).catch(() => null);
    expect([null, 400, 401, 414, 431]).toContain(answer?.status ?? null);
    expect((await admin.get('/api/v1/auth/session')).status).toBe(200);
  });

  it('answers in full whoever says to know any answer, since none has a tag', async () => {
    for (const path of ['/api/v1/library/items', '/api/v1/auth/session', '/health/live']) {
      const { status, body } = await admin.get(path, { headers: { 'if-none-match': '*' } });
      expect([path, status, Object.keys(body).length > 0]).toEqual([path, 200, true]);
    }
  });

  it('gives every answer a request id, and keeps a sane one of the caller', async () => {
    const kept = await admin.get('/api/v1/setup', { headers: { 'x-request-id': 'my-request-42' } });
    expect(kept.headers.get('x-request-id')).toBe('my-request-42');
    const replaced = await admin.get('/api/v1/setup', { headers: { 'x-request-id': 'not sane; drop table' } });
    expect(replaced.headers.get('x-request-id')).toMatch(/^[\w-]{8,64}$/);
  });

  it('sends the strict headers with every page and answer', async () => {
    for (const path of ['/api/v1/setup', '/health/live']) {
      const { headers } = await admin.get(path);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('content-security-policy')).not.toMatch(/script-src[^;]*unsafe/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('strict-transport-security')).toBeNull();
    }
  });

  it('refuses everything to a caller without a session, except what is open', async () => {
    const stranger = new TestBrowser(product.url);
    const description = await stranger.get('/api/openapi.json');
    const probes = ['getLiveness', 'getReadiness', 'getStartup'];
    const open = ['getSetup', 'getCsrfToken', 'startSignIn', 'claimSignIn', ...probes];
    for (const [path, methods] of Object.entries<Record<string, { operationId: string }>>(description.body.paths)) {
      for (const [method, { operationId }] of Object.entries(methods)) {
        if (open.includes(operationId)) continue;
        const answer = await stranger.request(method.toUpperCase(), path.replace(/\{\w+\}/g, UNKNOWN_ID));
        expect([operationId, answer.status, answer.headers.get('www-authenticate')]).toEqual([
          operationId,
          401,
          'Bearer',
        ]);
      }
    }
  });
});
