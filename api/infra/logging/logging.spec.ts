import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import express, { type Response } from 'express';
import { createRootLogger } from './root-logger';
import { redact } from './redaction';
import { currentRequestId, requestId } from './request-id';
import { requestLog } from './request-log';

const SECRET = 'S3cr3t-Value_9f8e7d6c5b4a';

function captured(pretty = false) {
  const lines: string[] = [];
  const output = new Writable({
    write: (line: Buffer, _, done) => {
      lines.push(line.toString());
      done();
    },
  });
  const log = createRootLogger({ level: 'trace', pretty }, output);
  return { log, lines, entries: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

const PASTED = `http://h/x?checkFiles=1&X-Plex-Token=${SECRET}`;

const SECRETS: [string, object][] = [
  ['an authorization header', { headers: { authorization: `Bearer ${SECRET}` } }],
  ['a cookie header', { headers: { cookie: `sp_session=${SECRET}; XSRF-TOKEN=${SECRET}` } }],
  ['set-cookie headers', { headers: { 'set-cookie': [`sp_session=${SECRET}`, `b=${SECRET}`] } }],
  ['a Plex token header', { request: { headers: { 'X-Plex-Token': SECRET } } }],
  ['a CSRF header', { headers: { 'x-xsrf-token': SECRET } }],
  ['a token field at any depth', { a: { b: [{ c: { authToken: SECRET, accessToken: SECRET } }] } }],
  ['a set-up code', { body: { setupCode: SECRET } }],
  ['a token in a URL', { url: `/library?X-Plex-Token=${SECRET}&x=1` }],
  ['an authorization in a URL', { url: `/library?authorization=${SECRET}&password=${SECRET}` }],
  ['a set-up code in a URL', { url: `/setup?code=${SECRET}` }],
  ['the password of a database URL', { url: `postgres://smartplex:${SECRET}@db:5432/smartplex` }],
  ['a token in a URL that is a parameter', { url: `/x?q=${encodeURIComponent(PASTED)}` }],
  ['the same encoded twice', { url: `/x?q=${encodeURIComponent(encodeURIComponent(PASTED))}` }],
  ['a token whose name is encoded', { url: `/x?X%2DPlex%2DToken=${SECRET}&token%5B%5D=${SECRET}&token[]=${SECRET}` }],
  ['other keys in a URL', { url: `/x?api-key=${SECRET}&key=${SECRET}&secret=${SECRET}&session=${SECRET}` }],
  ['a password in a URL with encoded slashes', { url: `/x/http:%2F%2Fu:${SECRET}@h/http%3A%2F%2Fu%3A${SECRET}%40h` }],
  ['a password in a URL without a scheme', { url: `//u:${SECRET}@h/` }],
  ['a password with an encoded sign in it', { url: `postgres://u:p%40${SECRET}@db/x` }],
  ['a key of a model provider', { url: `/x?q=sk-${SECRET}&r=a%3Dsk-${SECRET}` }],
  ['an API key', { message: `sp_${SECRET} was used` }],
  ['JSON inside a text', { body: JSON.stringify({ token: SECRET, name: 'x' }) }],
  ['JSON inside JSON inside a text', { body: JSON.stringify({ inner: JSON.stringify({ authToken: SECRET }) }) }],
  ['an error with a URL', { err: new Error(`GET https://plex.tv/api?X-Plex-Token=${SECRET} failed`) }],
  ['an error with a cause', { err: new Error('outer', { cause: new Error(`token=${SECRET}?token=${SECRET}`) }) }],
];

describe('the log', () => {
  it.each(SECRETS)('hides %s', (_, fields) => {
    const { log, lines } = captured();
    log.info(fields, 'Something happened');
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain(SECRET);
    expect(() => JSON.parse(lines[0]!)).not.toThrow();
  });

  it.each(SECRETS)('hides secrets in the form for people as well: %s', async (_, fields) => {
    const { log, lines } = captured(true);
    log.info({ ...fields, seen: 'what is no secret' }, 'Something happened');
    await sleep(10);
    expect(lines.join('')).toContain('what is no secret');
    expect(lines.join('')).not.toContain(SECRET);
  });

  it.each([false, true])(
    'hides secrets in the message and in fields of a child as well (for people: %s)',
    async (pretty) => {
      const { log, lines } = captured(pretty);
      log.child({ token: SECRET }).warn(`GET https://plex.tv/api?X-Plex-Token=${SECRET} failed`);
      await sleep(10);
      expect(lines.join('')).toContain('plex.tv');
      expect(lines.join('')).not.toContain(SECRET);
    },
  );

  it('leaves everything else as it was', () => {
    const { log, entries } = captured();
    const fields = {
      ratingKey: '123',
      sectionKey: '1',
      count: 5,
      url: '/library/items?limit=5&sort=title',
      path: 'C:\\films',
    };
    log.info(fields, 'Section "1" read');
    expect(entries()[0]).toMatchObject({ ...fields, level: 'info', msg: 'Section "1" read' });
  });

  it('keeps its speed on a long line', () => {
    const before = process.cpuUsage();
    redact(`{"text":"${'a"\\\\token'.repeat(20_000)}"}`);
    for (const many of ['%25', '?key', '%2F%2Fu:', 'a.', '//', '%3Fkey%3D', 'Bearer ', '%'])
      redact(many.repeat(50_000));
    // Its own work, whatever else the machine does meanwhile.
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(1_500);
  });
});

describe('the request log', () => {
  let server: Server;
  let url: string;
  const { log, entries, lines } = captured();

  beforeAll(async () => {
    const app = express();
    app.use(requestId, requestLog(log));
    app.get('/status/:code', (request, response: Response) => {
      response.status(Number(request.params.code)).json({ requestId: currentRequestId() });
    });
    app.get('/health/live', (_request, response: Response) => void response.json({}));
    app.get('/health/ready', (_request, response: Response) => void response.status(503).json({}));
    app.get('/metrics', (_request, response: Response) => void response.status(401).json({}));
    server = createServer(app).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => server.close());

  it.each([
    ['/status/200', 'debug'],
    ['/status/304', 'debug'],
    ['/status/404', 'info'],
    ['/status/500', 'error'],
    ['/health/live', 'trace'],
    ['/health/ready', 'debug'],
    ['/metrics', 'info'],
  ])('writes %s at %s', async (path, level) => {
    lines.length = 0;
    await (await fetch(url + path)).text();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(entries()).toMatchObject([{ level, url: path, method: 'GET', msg: 'Request completed' }]);
  });

  it('has the request id of the answer, also where the handler asks for it', async () => {
    lines.length = 0;
    const response = await fetch(`${url}/status/200?token=${SECRET}`, { headers: { 'x-request-id': 'abcdefgh-1' } });
    expect(await response.json()).toEqual({ requestId: 'abcdefgh-1' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(entries()).toMatchObject([{ requestId: 'abcdefgh-1' }]);
    expect(lines.join()).not.toContain(SECRET);
  });

  it('makes an id where the given one looks like a key of ours and could not be found in the log', async () => {
    lines.length = 0;
    const given = 'sp_abcdefghijklmnopqrstuvwx0123';
    const response = await fetch(`${url}/status/200`, { headers: { 'x-request-id': given } });
    const { requestId: id } = (await response.json()) as { requestId: string };
    expect(response.headers.get('x-request-id')).toBe(id);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(entries()).toMatchObject([{ requestId: id }]);
    expect(lines.join()).not.toContain(given.slice(3));
  });

  it.each([PASTED, SECRET, `Ben’s film`, `sk-${SECRET}`])(
    'writes nothing that somebody typed into an address: %s',
    async (typed) => {
      const once = encodeURIComponent(typed);
      const queries = [`q=${once}`, `q=${encodeURIComponent(once)}`, `${once}`, `${once}=1`, `pw=${once}&sort=${once}`];
      const paths = [`/status/200?${queries.join('&')}`, `/nothing/http:%2F%2Fu:${once}@h`];
      lines.length = 0;
      for (const path of paths) await (await fetch(url + path)).text();
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(entries().map((line) => line.url)).toEqual([
        '/status/200?q=[hidden]&q=[hidden]&[hidden]&[hidden]&pw=[hidden]&sort=[hidden]',
        '/nothing/[hidden]',
      ]);
    },
  );

  it('writes names, numbers, dates, ids and words of ours in an address', async () => {
    const id = '00000000-0000-4000-8000-000000000001';
    const path = `/status/200?limit=5&sort=addedAt&period=30d&watched=true&since=2026-01-01T00%3A00%3A00Z&serverId=${id}`;
    lines.length = 0;
    await (await fetch(url + path)).text();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(entries()).toMatchObject([{ url: path }]);
  });

  it('says of a refused request who sent it, from where, and why, and of others none of that', async () => {
    const by = { kind: 'api-key', userId: 'u-1', apiKeyId: 'k-1' };
    const app = express();
    app.use(requestId, requestLog(log));
    app.get('/refused/:status', (request, response: Response) => {
      Object.assign(request, { principal: by });
      response.locals.problemCode = 'forbidden';
      response.status(Number(request.params.status)).end();
    });
    const other = createServer(app).listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    lines.length = 0;
    const { port } = other.address() as AddressInfo;
    for (const status of [403, 200]) await (await fetch(`http://127.0.0.1:${port}/refused/${status}`)).text();
    await new Promise((resolve) => other.close(resolve));
    const [refused, answered] = entries();
    expect(refused).toMatchObject({ userId: 'u-1', apiKeyId: 'k-1', address: '127.0.0.1', code: 'forbidden' });
    expect(Object.keys(answered)).not.toEqual(expect.arrayContaining(['address']));
    expect(Object.keys(answered)).not.toEqual(expect.arrayContaining(['userId']));
  });
});
