import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createNetServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { ServerResponse } from 'node:http';
import { createRootLogger } from '../../infra/logging/root-logger';
import { errorCodeOf } from '../../infra/outbound';
import { PlexError, type PlexFault } from '../plex.errors';
import { html, json, page, raw, startScriptedServer, type ScriptedServer } from '../testing/scripted-server';
import { createServerClient, CLIENT_IDENTIFIER, SERVER_TOKEN, type TestClientOptions } from '../testing/test-clients';
import { PlexHttp } from '../transport';
import type { PlexServerClient } from './plex-server.client';

const MOVIES = { sectionKey: '1', type: 'movie', start: 0, size: 100 } as const;
const movie = (n: number) => ({ ratingKey: String(n), type: 'movie', title: `Movie ${n}` });
const movies = (count: number) => Array.from({ length: count }, (_, i) => movie(i + 1));

/** In every other way good for 127.0.0.1. */
function selfSigned(): { key: Buffer; cert: Buffer } {
  const folder = mkdtempSync(join(tmpdir(), 'smartplex-certificate-'));
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(folder, name));
  const how = ['-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1'];
  const args = ['req', '-x509', ...how, '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', cert];
  try {
    execFileSync('openssl', args, { stdio: 'pipe' });
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('PlexServerClient', () => {
  let server: ScriptedServer;
  let client: PlexServerClient;

  beforeAll(async () => {
    server = await startScriptedServer();
  });
  afterAll(() => server.close());
  afterEach(() => Promise.all(clients.splice(0).map((made) => made.close())));

  const clients: PlexServerClient[] = [];
  const startAt = (url: string, options?: TestClientOptions) => {
    const made = createServerClient(url, options);
    clients.push(made);
    return made;
  };
  const start = (options?: TestClientOptions) => (client = startAt(server.url, options));

  async function failure(work: Promise<unknown>): Promise<PlexError> {
    const error = await work.then(
      () => new Error('It answered'),
      (reason: unknown) => reason,
    );
    if (!(error instanceof PlexError)) throw error;
    return error;
  }
  const faultOf = async (work: Promise<unknown>): Promise<PlexFault> => (await failure(work)).fault;

  describe('what it asks', () => {
    it('names itself in every call, and sends the token as a header only', async () => {
      server.answer((_, response) => json(response, page(movies(1))));
      await start().sectionPage(MOVIES);
      const [{ headers, url }] = server.seen;
      expect(headers).toMatchObject({
        accept: 'application/json',
        'x-plex-token': SERVER_TOKEN,
        'x-plex-client-identifier': CLIENT_IDENTIFIER,
        'x-plex-product': 'SmartPlex',
      });
      for (const name of ['version', 'platform', 'device', 'device-name'])
        expect(headers[`x-plex-${name}`]).toMatch(/^[\x20-\x7e]+$/);
      expect(url).not.toContain(SERVER_TOKEN);
    });

    it('pages by header and query, with ids and in a stable order', async () => {
      server.answer((_, response) => json(response, page([movie(1)], { offset: 200, totalSize: 201 })));
      await start().sectionPage({ ...MOVIES, start: 200, updatedSince: new Date(1_700_000_000_500) });
      const [{ headers, path, query, url }] = server.seen;
      expect(path).toBe('/library/sections/1/all');
      expect(headers).toMatchObject({ 'x-plex-container-start': '200', 'x-plex-container-size': '100' });
      expect(Object.fromEntries(query)).toMatchObject({
        type: '1',
        includeGuids: '1',
        sort: 'addedAt:asc',
        'X-Plex-Container-Start': '200',
        'X-Plex-Container-Size': '100',
      });
      expect(url).toContain('updatedAt%3E%3E=1699999999');
      for (const needed of ['Guid', 'Media', 'Part', 'Genre', 'Role', 'Director', 'Country']) {
        expect(query.get('excludeElements')?.split(',')).not.toContain(needed);
      }
    });

    it('uses at most four connections for lists, and has others for the rest', async () => {
      start();
      const held: ServerResponse[] = [];
      server.answer((request, response) => {
        if (request.url?.startsWith('/library/sections/')) held.push(response);
        else json(response, { MediaContainer: { size: 0, machineIdentifier: 'm', version: '1' } });
      });
      const lists = Array.from({ length: 12 }, (_, i) => client.sectionPage({ ...MOVIES, start: i }));
      await until(() => held.length === 4);
      await expect(client.identity()).resolves.toMatchObject({ machineIdentifier: 'm' });
      expect(held).toHaveLength(4);
      for (let answered = 0; answered < 12; answered++) {
        await until(() => held.length > answered);
        held[answered]
          .writeHead(200, { 'content-type': 'application/json' })
          .end('{"MediaContainer":{"size":0,"totalSize":0}}');
      }
      await Promise.all(lists);
    });
  });

  describe('key pages', () => {
    it('ask the server to leave out all but the key and the type, and no size where only the count matters', async () => {
      server.answer((_, response) => json(response, page(movies(2), { totalSize: 2 })));
      await start().keyPage({ ...MOVIES, size: 1000 });
      await start().countRows('1', 'movie');
      const [listing, count] = server.seen.map(({ url }) => new URL(url, 'http://server').searchParams);
      expect(listing.get('excludeElements')).toContain('Media');
      expect(listing.get('excludeFields')!.split(',')).toEqual(expect.arrayContaining(['title', 'summary', 'guid']));
      expect(listing.get('excludeFields')!.split(',')).not.toEqual(expect.arrayContaining(['ratingKey']));
      expect(listing.get('excludeFields')!.split(',')).not.toEqual(expect.arrayContaining(['type']));
      expect(listing.get('sort')).toBe('addedAt:asc');
      expect(count.get('X-Plex-Container-Size')).toBe('0');
    });

    it('read keys from bare and from whole rows, and count those that are no items', async () => {
      const rows = [movie(1), { ratingKey: 2 }, { ratingKey: '3', type: 'collection' }, { title: 'All' }];
      server.answer((_, response) => json(response, page(rows, { totalSize: 4 })));
      await expect(start().keyPage(MOVIES)).resolves.toMatchObject({
        items: [{ ratingKey: '1' }, { ratingKey: '2' }],
        rowCount: 4,
        totalSize: 4,
      });
    });

    it('are asked for in halves where one row breaks the reply', async () => {
      server.answer(({ url }, response) => {
        const size = Number(new URL(url!, 'http://server').searchParams.get('X-Plex-Container-Size'));
        if (size > 50) raw(response, '{"MediaContainer":{"size":100,"Metadata":[{"rat');
        else json(response, page(movies(size), { totalSize: 100 }));
      });
      await expect(start().keyPage(MOVIES)).resolves.toMatchObject({ rowCount: 50, totalSize: 100 });
    });
  });

  describe('pages', () => {
    it('counts the rows that it received, the unusable ones too', async () => {
      const rows = [movie(1), { key: '/library/metadata/9/allLeaves', title: 'All episodes' }, null, movie(2)];
      server.answer((_, response) => json(response, page(rows, { totalSize: 9 })));
      const answer = await start().sectionPage(MOVIES);
      expect(answer).toMatchObject({ rowCount: 4, start: 0, totalSize: 9 });
      expect(answer.items.map((item) => item.ratingKey)).toEqual(['1', '2']);
    });

    it('takes the total from the header where the body has none', async () => {
      server.answer((_, response) =>
        json(
          response,
          { MediaContainer: { size: 1, offset: 0, Metadata: [movie(1)] } },
          { 'X-Plex-Container-Total-Size': '77' },
        ),
      );
      await expect(start().sectionPage(MOVIES)).resolves.toMatchObject({ totalSize: 77 });
    });

    it('believes the size of an unpaged answer only when all its rows are there', async () => {
      server.answer((_, response) => json(response, { MediaContainer: { size: 2, Metadata: movies(2) } }));
      await expect(start().sectionPage(MOVIES)).resolves.toMatchObject({ totalSize: 2 });
      server.answer((_, response) => json(response, { MediaContainer: { size: 3, Metadata: movies(2) } }));
      expect(await faultOf(start().sectionPage(MOVIES))).toBe('malformed');
      server.answer((_, response) => json(response, { MediaContainer: { size: 2, Metadata: movies(2) } }));
      expect(await faultOf(start().sectionPage({ ...MOVIES, start: 100 }))).toBe('malformed');
    });

    it('refuses an answer that starts elsewhere than asked', async () => {
      server.answer((_, response) => json(response, page(movies(2), { offset: 0, totalSize: 500 })));
      expect(await faultOf(start().sectionPage({ ...MOVIES, start: 100 }))).toBe('malformed');
    });

    it('refuses an answer that claims rows and has none, and takes an empty one as the end', async () => {
      server.answer((_, response) => json(response, { MediaContainer: { size: 50, totalSize: 100, offset: 0 } }));
      expect(await faultOf(start().sectionPage(MOVIES))).toBe('malformed');
      server.answer((_, response) => json(response, { MediaContainer: { size: 0, totalSize: 100, offset: 100 } }));
      await expect(start().sectionPage({ ...MOVIES, start: 100 })).resolves.toMatchObject({ items: [], rowCount: 0 });
    });

    it('reads children over several pages and refuses a listing that ends early', async () => {
      const script = (total: number) => (request: { url?: string }, response: ServerResponse) => {
        const from = Number(new URL(request.url!, server.url).searchParams.get('X-Plex-Container-Start'));
        json(response, page(movies(5).slice(from, from + 2), { offset: from, totalSize: total }));
      };
      server.answer(script(5));
      expect(await start().children('10')).toHaveLength(5);
      expect(server.seen.map(({ query }) => query.get('excludeAllLeaves'))).toEqual(['1', '1', '1']);
      server.answer(script(9));
      expect(await faultOf(start().children('10'))).toBe('malformed');
    });
  });

  describe('quirk: XML or HTML although JSON was asked; empty 200', () => {
    it.each([
      ['XML', '<?xml version="1.0"?><MediaContainer size="0"/>', 'application/xml'],
      ['XML that calls itself JSON', '<MediaContainer size="0"/>', 'application/json'],
      ['HTML', '<html><body>Welcome</body></html>', 'text/html'],
      ['an empty 200', '', 'application/json'],
      ['an empty HTML 200', '', 'text/html'],
      ['JSON of another program', '{"hello":"world"}', 'application/json'],
      ['a bare word', 'true', 'application/json'],
    ])('%s is malformed after one more try, never an empty list', async (_, body, contentType) => {
      server.answer((__, response) => raw(response, body, contentType));
      expect(await faultOf(start().sections())).toBe('malformed');
      expect(server.seen).toHaveLength(2);
    });

    it('is fine again when the second try is', async () => {
      server.answer((_, response, count) =>
        count === 1 ? raw(response, '<html/>', 'text/html') : json(response, page(movies(1))),
      );
      await expect(start().sectionPage(MOVIES)).resolves.toMatchObject({ rowCount: 1 });
    });
  });

  describe('quirk: 401 as HTML', () => {
    it('is told by its status and never tried again', async () => {
      server.answer((_, response) => html(response, 401, 'Unauthorized'));
      const error = await failure(start().sections());
      expect(error).toMatchObject({ fault: 'unauthorized', status: 401, path: '/library/sections' });
      expect(server.seen).toHaveLength(1);
    });

    it.each([
      [400, 'malformed'],
      [403, 'forbidden'],
      [404, 'not-found'],
    ])('%i is %s, at once', async (status, fault) => {
      server.answer((_, response) => html(response, status, 'No'));
      expect(await faultOf(start().sectionPage(MOVIES))).toBe(fault);
      expect(server.seen).toHaveLength(1);
    });
  });

  describe('quirk: truncated / invalid JSON, control characters or NUL in strings, lone surrogates', () => {
    const truncated = JSON.stringify(page(movies(100))).slice(0, 2_000);

    it('asks again, then in halves, until the rows that can be read are found', async () => {
      // Row 60 breaks every page that holds it.
      server.answer((request, response) => {
        const query = new URL(request.url!, server.url).searchParams;
        const [from, size] = [Number(query.get('X-Plex-Container-Start')), Number(query.get('X-Plex-Container-Size'))];
        if (from <= 60 && 60 < from + size) raw(response, truncated);
        else json(response, page(movies(100).slice(from, from + size), { offset: from, totalSize: 100 }));
      });
      await expect(start().sectionPage(MOVIES)).resolves.toMatchObject({ rowCount: 50, totalSize: 100 });
      expect(server.seen.map(({ query }) => query.get('X-Plex-Container-Size'))).toEqual(['100', '100', '50']);
      await expect(start().sectionPage({ ...MOVIES, start: 59 })).resolves.toMatchObject({ rowCount: 1 });
      expect(await faultOf(start().sectionPage({ ...MOVIES, start: 60 }))).toBe('malformed');
    });

    it('reads raw control characters that JSON forbids', async () => {
      const body = JSON.stringify(page([movie(1)])).replace('Movie 1', 'Mo\u0000vie\u0001\t1');
      server.answer((_, response) => raw(response, body));
      const { items } = await start().sectionPage(MOVIES);
      expect(items[0].title).toBe('Movie 1');
      expect(server.seen).toHaveLength(1);
    });

    it('reads escaped NUL and lone surrogates into text that can be stored', async () => {
      const body = JSON.stringify(page([movie(1)])).replace('Movie 1', 'A\\u0000B\\ud800C');
      server.answer((_, response) => raw(response, body));
      const { items } = await start().sectionPage(MOVIES);
      expect(items[0].title).toBe('AB\ufffdC');
    });

    it('reads a body with a byte order mark and broken UTF-8', async () => {
      const text = Buffer.from(JSON.stringify(page([{ ...movie(1), title: 'Caf?' }])));
      text[text.indexOf('?')] = 0xe9;
      server.answer((_, response) => raw(response, Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), text])));
      const { items } = await start().sectionPage(MOVIES);
      expect(items[0].title).toBe('Caf\ufffd');
    });
  });

  describe('quirk: slow first answer (DB busy, disks asleep), 503 at start-up', () => {
    it('tells maintenance as busy after three tries', async () => {
      const xml =
        '<Response code="503" title="Maintenance" status="Plex Media Server is currently running database migrations."/>';
      server.answer((_, response) => raw(response, xml, 'text/xml', 503));
      expect(await faultOf(start().sections())).toBe('busy');
      expect(server.seen).toHaveLength(3);
    });

    it('answers once the server has woken up', async () => {
      server.answer((_, response, count) =>
        count < 3 ? html(response, 500, 'Error') : json(response, page(movies(1))),
      );
      await expect(start().sectionPage(MOVIES)).resolves.toMatchObject({ rowCount: 1 });
    });

    it('waits as long as Retry-After says, in seconds or as a date', async () => {
      for (const retryAfter of [() => '1', () => new Date(Date.now() + 2_000).toUTCString()]) {
        const value = retryAfter();
        server.answer((_, response, count) =>
          count === 1 ? html(response, 503, 'Busy', { 'retry-after': value }) : json(response, page(movies(1))),
        );
        const startedAt = Date.now();
        await start({ retry: { tries: 3, baseMs: 10, maxWaitMs: 3_000 } }).sectionPage(MOVIES);
        expect(Date.now() - startedAt).toBeGreaterThan(850);
      }
    });

    it('hands a longer Retry-After to the caller instead of waiting', async () => {
      server.answer((_, response) => html(response, 429, 'Slow down', { 'retry-after': '120' }));
      expect(await failure(start().sections())).toMatchObject({ fault: 'rate-limited', retryAfterMs: 120_000 });
      expect(server.seen).toHaveLength(1);
    });

    it('waits longer before each further try, and never the same', async () => {
      const random = jest.spyOn(Math, 'random').mockReturnValue(1);
      server.answer((_, response) => html(response, 502, 'Bad Gateway'));
      await faultOf(start({ retry: { tries: 4, baseMs: 50, maxWaitMs: 1_000 } }).sections());
      random.mockRestore();
      const gaps = server.seen.slice(1).map(({ at }, i) => at - server.seen[i].at);
      expect(gaps).toHaveLength(3);
      gaps.forEach((gap, i) => expect(gap).toBeGreaterThanOrEqual(50 * 2 ** i - 5));
    });
  });

  it('quirk: item disappears between list and detail: only a 404 is null', async () => {
    server.answer((_, response) => html(response, 404, 'Not Found'));
    await expect(start().metadata('7')).resolves.toBeNull();
    await expect(start().metadataBatch(['7', '8'])).resolves.toEqual([]);
    server.answer((_, response) => json(response, page([movie(8)])));
    expect(await faultOf(start().metadata('7'))).toBe('malformed');
    server.answer((_, response) => json(response, { MediaContainer: { size: 0 } }));
    expect(await faultOf(start().metadata('7'))).toBe('malformed');
    server.answer((_, response) => html(response, 500, 'Error'));
    expect(await faultOf(start().metadata('7'))).toBe('server-error');
    server.answer((_, response) => json(response, page([movie(7), movie(9)])));
    await expect(start().metadata('7')).resolves.toMatchObject({ ratingKey: '7' });
    await expect(start().metadataBatch(['7', '8'])).resolves.toHaveLength(1);
    expect(await faultOf(start().metadata('7,9'))).toBe('malformed');
  });

  describe('quirk: section gone', () => {
    it('tells a library that is gone from a failure', async () => {
      server.answer((_, response) => html(response, 404, 'Not Found'));
      expect(await faultOf(start().sectionPage(MOVIES))).toBe('not-found');
    });

    it('reads sections, and an empty list only where the server says so', async () => {
      const directory = [
        {
          key: 1,
          type: 'movie',
          title: 'Films',
          uuid: 'u1',
          agent: 'tv.plex.agents.movie',
          contentChangedAt: '9007199254740993',
        },
      ];
      server.answer((_, response) => json(response, { MediaContainer: { size: 1, Directory: directory } }));
      await expect(start().sections()).resolves.toEqual([
        {
          key: '1',
          type: 'movie',
          title: 'Films',
          uuid: 'u1',
          agent: 'tv.plex.agents.movie',
          contentChangedAt: '9007199254740993',
        },
      ]);
      server.answer((_, response) => json(response, { MediaContainer: { size: 0 } }));
      await expect(start().sections()).resolves.toEqual([]);
      for (const container of [{}, { size: 2, Directory: directory }, { size: 1, Directory: [{ title: 'x' }] }]) {
        server.answer((_, response) => json(response, { MediaContainer: container }));
        expect(await faultOf(start().sections())).toBe('malformed');
      }
    });

    it('reads what another token may see, and says nothing about its own access', async () => {
      const failed = jest.fn();
      server.answer((request, response) =>
        request.headers['x-plex-token'] === 'friend'
          ? json(response, { MediaContainer: { size: 1, Directory: { key: '2', type: 'show' } } })
          : html(response, 401, 'Unauthorized'),
      );
      start({ hooks: { failed } });
      await expect(client.sharedSectionKeys('friend')).resolves.toEqual(['2']);
      expect(await faultOf(client.sharedSectionKeys('stranger'))).toBe('unauthorized');
      expect(failed).not.toHaveBeenCalled();
    });
  });

  it('quirk: owner is account 1 in PMS, plex.tv id elsewhere: plays keep the account as the server names it', async () => {
    const rows = [
      {
        historyKey: '/status/sessions/history/3',
        key: '/library/metadata/9',
        ratingKey: '9',
        accountID: 1,
        viewedAt: 1_700_000_000,
        librarySectionID: '2',
      },
      { historyKey: '/status/sessions/history/2', title: 'Gone', accountID: '4711', viewedAt: '1690000000' },
      { historyKey: '/status/sessions/history/1', accountID: 1 },
    ];
    server.answer((_, response) => json(response, page(rows, { totalSize: 3 })));
    const plays = await start().history({ start: 0, size: 50, viewedSince: new Date(1_600_000_000_000) });
    expect(plays).toMatchObject({ rowCount: 3, totalSize: 3 });
    expect(plays.items).toMatchObject([
      { accountId: '1', ratingKey: '9', librarySectionKey: '2' },
      { accountId: '4711', ratingKey: null, title: 'Gone' },
    ]);
    expect(server.seen[0].url).toContain('viewedAt%3E=1600000000');
  });

  describe('time', () => {
    it('gives up on a server that accepts and says nothing', async () => {
      server.answer(() => undefined);
      const startedAt = Date.now();
      expect(await faultOf(start({ timeoutMs: 200 }).identity())).toBe('timeout');
      expect(Date.now() - startedAt).toBeLessThan(600);
    });

    it('tries a hanging list three times', async () => {
      server.answer(() => undefined);
      // Not as they arrive: on a slow machine the time of one is over before.
      const tries = jest.spyOn(PlexHttp.prototype, 'send');
      expect(await faultOf(start({ timeoutMs: 100 }).sectionPage(MOVIES))).toBe('timeout');
      expect(tries).toHaveBeenCalledTimes(3);
      tries.mockRestore();
    });

    it('gives up on a server that drips bytes for ever', async () => {
      server.answer((_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const drip = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(drip));
      });
      const startedAt = Date.now();
      expect(
        await faultOf(start({ timeoutMs: 200, retry: { tries: 1, baseMs: 0, maxWaitMs: 0 } }).sectionPage(MOVIES)),
      ).toBe('timeout');
      expect(Date.now() - startedAt).toBeLessThan(1_000);
    });

    it('waits for a long list that keeps arriving', async () => {
      server.answer((_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const parts = JSON.stringify(page(movies(4))).match(/.{1,40}/gs)!;
        const send = () =>
          parts.length > 0 ? setTimeout(() => response.write(parts.shift(), send), 40) : response.end();
        send();
      });
      await expect(start({ timeoutMs: 400 }).sectionPage(MOVIES)).resolves.toMatchObject({ rowCount: 4 });
    });

    it('stops within 100 ms of an abort, while waiting for headers, for a body and between tries', async () => {
      const scripts = [
        () => undefined,
        (_: unknown, response: ServerResponse) =>
          void response.writeHead(200, { 'content-type': 'application/json' }).write('{'),
        (_: unknown, response: ServerResponse) => html(response, 503, 'Busy', { 'retry-after': '1' }),
      ];
      for (const script of scripts) {
        server.answer(script);
        const abort = new AbortController();
        const work = faultOf(start({ timeoutMs: 5_000 }).sectionPage(MOVIES, abort.signal));
        await until(() => server.seen.length > 0);
        await new Promise((resolve) => setTimeout(resolve, 50));
        const abortedAt = Date.now();
        abort.abort();
        expect(await work).toBe('aborted');
        expect(Date.now() - abortedAt).toBeLessThan(100);
      }
      const calls = server.seen.length;
      expect(await faultOf(start().sections(AbortSignal.abort()))).toBe('aborted');
      expect(server.seen).toHaveLength(calls);
    });

    it('leaves no listener on the signal of a long sync', async () => {
      const { signal } = new AbortController();
      const remove = jest.spyOn(signal, 'removeEventListener');
      const add = jest.spyOn(signal, 'addEventListener');
      server.answer((_, response) => json(response, page(movies(1))));
      start();
      for (let i = 0; i < 20; i++) await client.sectionPage(MOVIES, signal);
      const ours = (spy: jest.SpyInstance) => spy.mock.calls.filter(([name]) => name === 'abort').length;
      expect(ours(add)).toBeGreaterThan(0);
      expect(ours(remove)).toBeGreaterThanOrEqual(ours(add));
    });
  });

  describe('connections', () => {
    it('tries again when the connection drops in mid-body', async () => {
      server.answer((_, response, count) => {
        if (count > 1) return json(response, page(movies(2)));
        response
          .writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' })
          .write('{"MediaContainer":');
        setTimeout(() => response.destroy(), 20);
      });
      await expect(start().sectionPage(MOVIES)).resolves.toMatchObject({ rowCount: 2 });
      server.answer(
        (_, response) =>
          void response.writeHead(200, { 'content-length': '5000' }).write('{', () => response.destroy()),
      );
      expect(await faultOf(start().sectionPage(MOVIES))).toBe('unreachable');
      expect(server.seen).toHaveLength(3);
    });

    it('tells a refused connection, something that is no HTTP, and bad TLS apart', async () => {
      const closed = await startScriptedServer();
      await closed.close();
      expect(await faultOf(startAt(closed.url).identity())).toBe('unreachable');

      const stranger = createNetServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n')).listen(0, '127.0.0.1');
      await new Promise((resolve) => stranger.once('listening', resolve));
      const { port } = stranger.address() as AddressInfo;
      expect(await faultOf(startAt(`http://127.0.0.1:${port}`).identity())).toBe('not-plex');
      expect(await faultOf(startAt(`https://127.0.0.1:${port}`).identity())).toBe('tls');
      stranger.close();
    });

    it('refuses a certificate that nobody vouches for, and asks nothing', async () => {
      const asked: (string | undefined)[] = [];
      const tls = createTlsServer(selfSigned(), ({ url }, response) => {
        asked.push(url);
        json(response, page([]));
      }).listen(0, '127.0.0.1');
      await new Promise((resolve) => tls.once('listening', resolve));
      const { port } = tls.address() as AddressInfo;
      const error = await failure(startAt(`https://127.0.0.1:${port}`).identity());
      expect([error.fault, errorCodeOf(error.cause)]).toEqual(['tls', 'DEPTH_ZERO_SELF_SIGNED_CERT']);
      expect(asked).toEqual([]);
      tls.close();
    });

    it('keeps connections for the next call', async () => {
      server.answer((_, response) => json(response, page(movies(1))));
      start();
      const before = new Set(server.sockets);
      for (let i = 0; i < 10; i++) await client.sectionPage(MOVIES);
      expect([...server.sockets].filter((socket) => !before.has(socket)).length).toBeLessThanOrEqual(2);
    });

    it('follows no redirect', async () => {
      const other = await startScriptedServer((_, response) => json(response, page(movies(1))));
      server.answer((_, response) => response.writeHead(302, { location: `${other.url}/library/sections` }).end());
      expect(await faultOf(start().sections())).toBe('not-plex');
      expect(await faultOf(client.image('/library/metadata/1/thumb/1'))).toBe('not-plex');
      expect(other.seen).toEqual([]);
      await other.close();
    });

    it('asks once for another way when the server is gone, and stays there', async () => {
      const moved = await startScriptedServer((_, response) => json(response, page(movies(1))));
      const gone = await startScriptedServer();
      await gone.close();
      const recover = jest.fn().mockResolvedValue({ uri: moved.url, token: 'new' });
      const mover = startAt(gone.url, { hooks: { recover } });
      await mover.sectionPage(MOVIES);
      await mover.sectionPage(MOVIES);
      expect(recover).toHaveBeenCalledTimes(1);
      expect(moved.seen.map(({ headers }) => headers['x-plex-token'])).toEqual(['new', 'new']);
      await moved.close();
    });
  });

  describe('size', () => {
    it('refuses a body over 64 MiB while it streams, without keeping it', async () => {
      const chunk = Buffer.alloc(1024 * 1024, 0x20);
      let sent = 0;
      server.answer((_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const send = (): void =>
          void (response.destroyed || sent >= 400 ? response.end() : (sent++, response.write(chunk, send)));
        send();
      });
      const before = process.memoryUsage().rss;
      expect(await faultOf(start({ timeoutMs: 10_000 }).identity())).toBe('too-large');
      expect(sent).toBeLessThan(120);
      expect(process.memoryUsage().rss - before).toBeLessThan(250 * 1024 * 1024);
    });

    it('refuses by the announced length before a byte is read', async () => {
      server.answer(
        (_, response) =>
          void response.writeHead(200, { 'content-type': 'application/json', 'content-length': '70000000' }).write('{'),
      );
      expect(await faultOf(start().identity())).toBe('too-large');
    });
  });

  describe('pictures', () => {
    const picture = Buffer.from('89504e470d0a1a0a', 'hex');

    it('answers bytes and type', async () => {
      server.answer((_, response) => raw(response, picture, 'image/PNG; charset=binary'));
      const image = await start().image('/library/metadata/1/thumb/2?x=1');
      expect(image.contentType).toBe('image/png');
      expect(createHash('md5').update(image.body).digest('hex')).toBe(createHash('md5').update(picture).digest('hex'));
      expect(server.seen[0].url).toBe('/library/metadata/1/thumb/2?x=1');
    });

    it.each([
      ['markup', '<svg/>', 'image/svg+xml'],
      ['a page', '<html/>', 'text/html'],
      ['nothing', '', 'image/jpeg'],
    ])('refuses %s', async (_, body, contentType) => {
      server.answer((__, response) => raw(response, body, contentType));
      expect(await faultOf(start().image('/library/metadata/1/thumb/2'))).toBe('malformed');
    });

    it('refuses more bytes than wanted', async () => {
      server.answer((_, response) => raw(response, Buffer.alloc(5_000), 'image/jpeg'));
      expect(await faultOf(start().image('/thumb', { maxBytes: 4_999 }))).toBe('too-large');
    });

    it.each(['http://evil.example/a.png', '//evil.example/a.png', '', 'thumb', '/a b'])(
      'never asks for %p',
      async (path) => {
        server.answer((_, response) => raw(response, picture, 'image/png'));
        expect(await faultOf(start().image(path))).toBe('malformed');
        expect(server.seen).toEqual([]);
      },
    );
  });

  it('never shows a token in an error or the log, nor the host in what callers see', async () => {
    const lines: string[] = [];
    const logger = createRootLogger({ level: 'trace', pretty: false }, { write: (line) => void lines.push(line) });
    const replies = [
      (response: ServerResponse) => html(response, 401, SERVER_TOKEN),
      (response: ServerResponse) => raw(response, `{"accessToken":"${SERVER_TOKEN}`),
      (response: ServerResponse) => html(response, 500, SERVER_TOKEN),
      (response: ServerResponse) => response.destroy(),
    ];
    for (const reply of replies) {
      server.answer((_, response) => reply(response));
      const error = await failure(start().metadata('7'));
      expect(inspect(error, { depth: 12, showHidden: true })).not.toContain(SERVER_TOKEN);
      expect(`${error.message} ${error.path}`).not.toContain('127.0.0.1');
      logger.error({ err: error }, 'Request failed');
    }
    expect(lines).toHaveLength(replies.length);
    expect(lines.join('')).not.toContain(SERVER_TOKEN);
    expect(await faultOf(start({ token: 'bad\r\nheader' }).sections())).toBe('unauthorized');
  });
});

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('It never came to be');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
