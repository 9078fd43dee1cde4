import type { ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import type { CreatedApiKeyDto } from '../../auth/api-key/api-key.dto';
import { Browser, type Answer } from '../../auth/testing/browser';
import { People, SETUP_CODE, type ProblemBody } from '../../auth/testing/people';
import { ScriptedPlex } from '../../auth/testing/scripted-plex';
import { createTestApp, createTestDatabase, type TestApp, type TestDatabase } from '../../testing';
import { answer, ScriptedProvider, toolCall } from '../testing/scripted-provider';
import type { AiSettingsDto, AiStatusDto, AiTestDto } from './ai-settings.dto';

const KEY = 'sk-canary-7f3a9c0e1b7d4286';

const AS_IT_COMES = {
  enabled: true,
  monthlyTokensPerUser: null,
  pricePerMillionInput: null,
  pricePerMillionOutput: null,
  allowedFields: ['titles', 'years', 'genres', 'people', 'counts'],
};

let plex: ScriptedPlex;
let provider: ScriptedProvider;
let database: TestDatabase;
let app: TestApp;
let people: People;
let admin: Browser;

async function start(env: Record<string, string> = {}): Promise<void> {
  app = await createTestApp({ databaseUrl: database.url, plexTvUrl: plex.url, env: { SETUP_CODE, ...env } });
  people = new People(app.url, plex, database.database);
  admin = await people.setUp();
}
async function prepare(): Promise<void> {
  plex = new ScriptedPlex();
  await plex.start();
  database = await createTestDatabase();
}
async function end(): Promise<void> {
  await app.close();
  await database.drop();
  await plex.stop();
}
beforeEach(async () => {
  provider = new ScriptedProvider();
  await provider.start();
});
afterEach(() => provider.stop());

type Settings = AiSettingsDto & ProblemBody;
type Test = AiTestDto & ProblemBody;

const settings = async () => (await admin.get<Settings>('/ai/settings')).body;
const status = async (browser = admin) => (await browser.get<AiStatusDto>('/ai/status')).body;
const test = (body: object = {}): Promise<Answer<Test>> => admin.post<Test>('/ai/settings/test', body);
async function put(body: object): Promise<Answer<Settings>> {
  const response = await fetch(`${app.url}/api/v1/ai/settings`, {
    method: 'PUT',
    headers: {
      'content-type': 'application/json',
      cookie: `sp_session=${admin.cookie('sp_session')}; XSRF-TOKEN=${admin.cookie('XSRF-TOKEN')}; _csrf=${admin.cookie('_csrf')}`,
      'x-xsrf-token': decodeURIComponent(admin.cookie('XSRF-TOKEN')!),
    },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Settings, headers: response.headers };
}

describe('the settings', () => {
  beforeEach(prepare);
  afterEach(end);

  it('are empty at first, and then what was typed, without the key', async () => {
    await start();
    const { allowedFields } = AS_IT_COMES;
    expect(await status()).toEqual({
      ...{ configured: false, model: null, enabled: true, enabledForMe: true },
      allowedFields,
    });
    expect(await settings()).toEqual({
      configured: false,
      baseUrl: null,
      baseUrlSource: null,
      model: null,
      modelSource: null,
      apiKeySet: false,
      apiKeySource: null,
      ...AS_IT_COMES,
    });
    const { body } = await put({ baseUrl: `${provider.url}/`, model: 'scripted-1', apiKey: KEY });
    expect(body).toEqual({
      configured: true,
      baseUrl: provider.url,
      baseUrlSource: 'settings',
      model: 'scripted-1',
      modelSource: 'settings',
      apiKeySet: true,
      apiKeySource: 'settings',
      ...AS_IT_COMES,
    });
    const { browser } = await people.friend(700);
    expect(await status(browser)).toEqual({
      ...{ configured: true, model: 'scripted-1', enabled: true, enabledForMe: true },
      allowedFields: AS_IT_COMES.allowedFields,
    });
    expect(await settings()).toEqual(body);
  });

  it('say how the provider may be used, and refuse what makes no sense', async () => {
    await start();
    const use = {
      enabled: false,
      monthlyTokensPerUser: 500_000,
      pricePerMillionInput: 0.15,
      pricePerMillionOutput: 0.6,
      allowedFields: ['titles', 'summaries'],
    };
    expect((await put(use)).body).toMatchObject(use);
    expect((await put({ monthlyTokensPerUser: null })).body).toMatchObject({ ...use, monthlyTokensPerUser: null });
    const wrong = [
      { enabled: null },
      { enabled: 'yes' },
      { monthlyTokensPerUser: -1 },
      { monthlyTokensPerUser: 1.5 },
      { pricePerMillionInput: -1 },
      { allowedFields: null },
      { allowedFields: ['paths'] },
      { allowedFields: ['titles', 'titles'] },
    ];
    for (const body of wrong) expect([body, (await put(body)).status]).toEqual([body, 400]);
    expect(await settings()).toMatchObject({ ...use, monthlyTokensPerUser: null });
    const { body: log } = await admin.get<{ items: { changes: { field: string }[] }[] }>(
      '/audit?action=ai-settings.update',
    );
    expect(
      log.items
        .at(-1)!
        .changes.map(({ field }) => field)
        .sort(),
    ).toEqual(Object.keys(use).sort());
  });

  it('let conversations be had by sessions with their CSRF token, and by no API key', async () => {
    await start();
    await put({ baseUrl: provider.url, model: 'scripted-1' });
    const { body: key } = await admin.post<CreatedApiKeyDto>('/api-keys', { name: 'k', scopes: ['ai:use', 'admin'] });
    const byKey = {
      method: 'POST',
      headers: { authorization: `Bearer ${key.key}`, 'content-type': 'application/json' },
      body: '{}',
    };
    expect((await fetch(`${app.url}/api/v1/ai/conversations`, byKey)).status).toBe(403);
    const cookie = `sp_session=${admin.cookie('sp_session')}`;
    const forged = { ...byKey, headers: { cookie, 'content-type': 'application/json' } };
    expect((await fetch(`${app.url}/api/v1/ai/conversations`, forged)).status).toBe(403);
    expect((await fetch(`${app.url}/api/v1/ai/conversations`, { ...byKey, headers: {} })).status).toBeGreaterThan(400);
    const { status: made, body } = await admin.post<{ id: string }>('/ai/conversations', {});
    expect(made).toBe(201);
    provider.completion = (_, response) => answer(response, 200, { choices: [{ message: { content: 'Hello.' } }] });
    const asked = await fetch(`${app.url}/api/v1/ai/conversations/${body.id}/messages`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie: `${cookie}; XSRF-TOKEN=${admin.cookie('XSRF-TOKEN')}; _csrf=${admin.cookie('_csrf')}`,
        'x-xsrf-token': decodeURIComponent(admin.cookie('XSRF-TOKEN')!),
      },
      body: '{"text":"Hello?"}',
    });
    expect(asked.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(await asked.text()).toContain('data: {"delta":"Hello."}');
    await put({ baseUrl: null });
    const none = await admin.post<ProblemBody>(`/ai/conversations/${body.id}/messages`, { text: 'Hello?' });
    expect([none.status, none.body.code]).toEqual([503, 'ai-not-configured']);
    const { browser } = await people.friend(701);
    expect((await browser.get('/ai/usage/users')).status).toBe(403);
  });

  it('show the key to nobody: not in the database, not in an answer, not in the audit log', async () => {
    await start();
    await put({ baseUrl: provider.url, model: 'scripted-1', apiKey: KEY });
    await put({ apiKey: `${KEY}-2` });
    const { body: log } = await admin.get<{ items: { changes: unknown }[] }>('/audit?action=ai-settings.update');
    expect(log.items.map(({ changes }) => changes)).toEqual([
      [{ field: 'apiKey', from: 'set', to: 'set' }],
      [
        { field: 'baseUrl', from: null, to: provider.url },
        { field: 'model', from: null, to: 'scripted-1' },
        { field: 'apiKey', from: null, to: 'set' },
      ],
    ]);
    const rows = await database.database.rows(
      `SELECT value::text FROM settings UNION ALL SELECT audit_entries::text FROM audit_entries`,
    );
    expect(JSON.stringify([rows, log, await settings()])).not.toContain(KEY);
  });

  it('keep what is absent, clear what is null, and forget the key when the address is another', async () => {
    await start();
    await put({ baseUrl: provider.url, model: 'scripted-1', apiKey: KEY });
    expect((await put({ model: 'other' })).body).toMatchObject({ model: 'other', apiKeySet: true });
    expect((await put({ baseUrl: `${provider.url}/openai` })).body).toMatchObject({ apiKeySet: true });
    expect((await put({ baseUrl: 'http://192.0.2.1:1/v1' })).body).toMatchObject({ apiKeySet: false });
    expect((await put({ baseUrl: provider.url, apiKey: KEY })).body).toMatchObject({ apiKeySet: true });
    expect((await put({ apiKey: null })).body).toMatchObject({ apiKeySet: false, configured: true });
    expect((await put({ baseUrl: null })).body).toMatchObject({ baseUrl: null, configured: false, model: 'other' });
  });

  it('are those of the environment where it sets them, and cannot be changed here then', async () => {
    await start({ AI_BASE_URL: provider.url, AI_API_KEY: KEY });
    expect(await settings()).toMatchObject({
      configured: false,
      baseUrl: provider.url,
      baseUrlSource: 'environment',
      apiKeySet: true,
      apiKeySource: 'environment',
      modelSource: null,
    });
    const { status: code, body } = await put({ baseUrl: 'http://192.0.2.1/v1', apiKey: 'x', model: 'm' });
    expect([code, body.code, body.errors?.map(({ field }) => field)]).toEqual([
      409,
      'set-by-environment',
      ['baseUrl', 'apiKey'],
    ]);
    expect((await put({ model: 'scripted-1' })).body).toMatchObject({ configured: true, modelSource: 'settings' });
    provider.key = KEY;
    expect((await test()).body.outcome).toBe('ok');
    expect((await test({ baseUrl: 'http://192.0.2.1/v1' })).body.code).toBe('set-by-environment');
  });

  it('never send a stored key to an address of the environment, nor a key of the environment to a typed one', async () => {
    await start({ AI_API_KEY: KEY });
    await put({ baseUrl: provider.url, model: 'scripted-1' });
    expect(await settings()).toMatchObject({ apiKeySet: false, apiKeySource: null });
    await test();
    expect(provider.calls.map(({ authorization }) => authorization)).toEqual([undefined, undefined]);
  });

  it('name the field that is wrong', async () => {
    await start();
    for (const [body, field] of [
      [{ baseUrl: 'ftp://x/v1' }, 'baseUrl'],
      [{ baseUrl: 'http://user:secret@x/v1' }, 'baseUrl'],
      [{ baseUrl: 'http://x/v1?key=1' }, 'baseUrl'],
      [{ baseUrl: 'http://x/v1#a' }, 'baseUrl'],
      [{ baseUrl: 5 }, 'baseUrl'],
      [{ baseUrl: `http://x/${'a'.repeat(500)}` }, 'baseUrl'],
      [{ model: '' }, 'model'],
      [{ model: 'a b' }, 'model'],
      [{ model: 'x'.repeat(201) }, 'model'],
      [{ apiKey: 'line\nbreak' }, 'apiKey'],
      [{ apiKey: ['x'] }, 'apiKey'],
      [{ temperature: 1 }, 'temperature'],
    ] as const) {
      for (const { status: code, body: problem } of [await put(body), await test(body)]) {
        expect([code, problem.errors?.[0].field]).toEqual([400, field]);
      }
    }
  });

  it('are for administrators in a browser; the status is for everybody who may ask the assistant', async () => {
    await start();
    const { browser } = await people.friend(700);
    const key = async (scope: string) => {
      const { body } = await admin.post<CreatedApiKeyDto>('/api-keys', { name: scope, scopes: [scope] });
      return { authorization: `Bearer ${body.key}` };
    };
    const stranger = new Browser(app.url);
    expect((await browser.get('/ai/settings')).status).toBe(403);
    expect((await browser.post('/ai/settings/test', {})).status).toBe(403);
    expect((await stranger.get('/ai/settings', await key('admin'))).status).toBe(403);
    expect((await stranger.get('/ai/status', await key('ai:use'))).status).toBe(200);
    expect((await stranger.get('/ai/status', await key('sync:read'))).status).toBe(403);
    for (const path of ['/ai/status', '/ai/settings']) expect((await stranger.get(path)).status).toBe(401);
    expect((await stranger.post('/ai/settings/test', {})).status).toBe(401);
  });
});

describe('the test', () => {
  beforeAll(async () => {
    await prepare();
    await start();
  });
  afterAll(end);

  const draft = () => ({ baseUrl: provider.url, model: 'scripted-1' });
  const NO_PATH = { message: 'The requested path does not exist' };
  const TOO_LONG =
    "This model's maximum context length is 512 tokens. Please reduce the length of the messages, tools or functions.";
  const refuse = (status: number, message: string) =>
    (provider.completion = (_, response) => answer(response, status, { error: { message } }));
  const page = (response: ServerResponse) =>
    response.writeHead(403, { 'content-type': 'text/html' }).end('<!doctype html><h1>Access denied</h1>');

  it('asks for the models and for one answer with a tool', async () => {
    provider.key = KEY;
    const { status: code, body } = await test({ ...draft(), apiKey: KEY });
    expect([code, body]).toEqual([200, { outcome: 'ok', latencyMs: expect.any(Number), model: 'scripted-1' }]);
    expect(provider.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /v1/models',
      'POST /v1/chat/completions',
    ]);
    expect(provider.calls[1].body).toMatchObject({ model: 'scripted-1', tools: [{ type: 'function' }] });
    expect(await settings()).toMatchObject({ configured: false });
  });

  it('takes what is saved where nothing is typed, and its key only to the same address', async () => {
    provider.key = KEY;
    await put({ ...draft(), apiKey: KEY });
    expect((await test()).body.outcome).toBe('ok');
    const other = new ScriptedProvider();
    await other.start();
    await test({ baseUrl: other.url });
    await other.stop();
    expect(other.calls.map(({ authorization }) => authorization)).toEqual([undefined, undefined]);
    await put({ baseUrl: null, model: null, apiKey: null });
  });

  it.each<[string, () => void]>([
    ['unauthorized', () => (provider.key = 'another')],
    ['unknown-model', () => (provider.model = 'another')],
    [
      'unknown-model',
      () =>
        (provider.completion = (_, response) =>
          answer(response, 404, { error: { message: 'model "scripted-1" not found, try pulling it first' } })),
    ],
    [
      'no-tools',
      () =>
        (provider.completion = (_, response) =>
          answer(response, 200, { choices: [{ message: { role: 'assistant', content: 'ok' } }] })),
    ],
    [
      'no-tools',
      () =>
        (provider.completion = (_, response) =>
          answer(response, 400, { error: { message: 'registry.ollama.ai/library/x does not support tools' } })),
    ],
    ['no-tools', () => (provider.completion = (_, response) => answer(response, 200, toolCall('another')))],
    ['unknown-model', () => refuse(404, 'The model `scripted-1` does not exist or you do not have access to it.')],
    ['malformed', () => (provider.models = provider.completion = (_, response) => answer(response, 404, NO_PATH))],
    ['server-error', () => refuse(400, TOO_LONG)],
    [
      'filtered',
      () =>
        (provider.completion = (_, response) =>
          answer(response, 200, { choices: [{ message: { content: null }, finish_reason: 'content_filter' }] })),
    ],
    ['malformed', () => (provider.models = (_, response) => page(response))],
    ['malformed', () => (provider.completion = (_, response) => page(response))],
    ['unauthorized', () => refuse(403, 'This key may not use the model.')],
    ['unauthorized', () => (provider.completion = (_, response) => response.writeHead(403).end())],
    ['rate-limited', () => (provider.completion = (_, response) => answer(response, 429, { error: {} }))],
    ['rate-limited', () => (provider.models = (_, response) => answer(response, 429, { error: {} }))],
    ['no-credit', () => (provider.completion = (_, response) => answer(response, 402, { error: {} }))],
    ['malformed', () => (provider.completion = (_, response) => answer(response, 404, { detail: 'Not Found' }))],
    ['malformed', () => (provider.completion = (_, response) => response.end('<html>hello</html>'))],
    ['malformed', () => (provider.completion = (_, response) => answer(response, 200, { choices: [] }))],
    ['malformed', () => (provider.completion = (_, response) => answer(response, 302, {}, { location: '/elsewhere' }))],
    ['malformed', () => (provider.completion = (_, response) => response.end('x'.repeat(300_000)))],
    ['server-error', () => (provider.completion = (_, response) => answer(response, 500, { error: {} }))],
    ['unreachable', () => (provider.completion = (_, response) => response.destroy())],
  ])('says %s', async (outcome, arrange) => {
    arrange();
    const { status: code, body } = await test(draft());
    expect([code, body.outcome]).toEqual([200, outcome]);
  });

  it('does without a list of models where there is none', async () => {
    provider.models = (_, response) => answer(response, 404, {});
    expect((await test(draft())).body.outcome).toBe('ok');
    provider.models = (_, response) => answer(response, 200, { data: [{ id: 'scripted-1:latest' }] });
    expect((await test(draft())).body.outcome).toBe('ok');
  });

  it('says unreachable where nobody listens, tls where no TLS is spoken, malformed where no HTTP is', async () => {
    await provider.stop();
    const server = createServer((socket) => socket.once('data', () => socket.end('SSH-2.0-OpenSSH\r\n\r\n')));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    expect((await test({ model: 'm', baseUrl: `http://127.0.0.1:${port}/v1` })).body.outcome).toBe('malformed');
    expect((await test({ model: 'm', baseUrl: `https://127.0.0.1:${port}/v1` })).body.outcome).toBe('tls');
    server.close();
    expect((await test({ model: 'm', baseUrl: 'http://127.0.0.1:1/v1' })).body.outcome).toBe('unreachable');
  });

  it('does not wait for ever', async () => {
    provider.models = () => undefined;
    const startedAt = Date.now();
    expect((await test(draft())).body).toMatchObject({ outcome: 'timeout', latencyMs: null });
    expect(Date.now() - startedAt).toBeLessThan(8_000);
  });

  it.each([
    ['the metadata of a cloud', 'http://169.254.169.254/v1'],
    ['our own HTTP', () => `${app.url}/v1`],
    ['our own database', () => `http://${new URL(database.url).host}/v1`],
  ])('never calls %s, and keeps no such address', async (_, given) => {
    const baseUrl = typeof given === 'string' ? given : given();
    for (const { status: code, body } of [await test({ model: 'm', baseUrl }), await put({ baseUrl })]) {
      expect([code, body.code]).toEqual([422, 'address-denied']);
      expect(body.errors).toEqual([{ field: 'baseUrl', message: 'may not be called from here' }]);
    }
  });

  it('needs an address and a model', async () => {
    const { status: code, body } = await test({ baseUrl: provider.url });
    expect([code, body.code]).toEqual([422, 'ai-not-configured']);
  });

  it('leaves its outcome in the audit log', async () => {
    const tests = async () => (await admin.get<{ items: unknown[] }>('/audit?action=ai-settings.test')).body.items;
    const [before] = await tests();
    await test(draft());
    const [entry, next] = await tests();
    expect(next).toEqual(before);
    expect(entry).toMatchObject({
      target: { kind: 'ai-settings', id: null, name: 'scripted-1' },
      changes: [{ field: 'outcome', from: null, to: 'ok' }],
      outcome: 'done',
    });
  });
});
