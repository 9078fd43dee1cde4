import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { PlexError } from '../plex.errors';
import { html, json, raw, startScriptedServer, type ScriptedServer } from '../testing/scripted-server';
import { CLIENT_IDENTIFIER, createAccountClient } from '../testing/test-clients';
import { PlexHttp } from '../transport';
import { CallBudget } from './call-budget';
import type { PlexAccountClient } from './plex-account.client';

const TOKEN = 'tok-ACCOUNT-5up3rs3cr3t';
const MACHINE = '5f3a9c0e';

const user = {
  id: 4711,
  uuid: 'ab12',
  username: 'ada',
  title: 'ada',
  email: 'ada@example.org',
  friendlyName: 'Ada',
  thumb: 'https://plex.tv/users/ab12/avatar',
};
const resource = {
  name: 'Attic',
  clientIdentifier: MACHINE,
  provides: 'server',
  owned: true,
  ownerId: null,
  accessToken: 'tok-resource',
  presence: true,
  httpsRequired: false,
  connections: [
    {
      protocol: 'http',
      address: '192.168.1.20',
      port: 32400,
      uri: 'http://192.168.1.20:32400/',
      local: true,
      relay: false,
    },
  ],
};

describe('PlexAccountClient', () => {
  let server: ScriptedServer;
  let client: PlexAccountClient;

  beforeAll(async () => {
    server = await startScriptedServer();
  });
  afterAll(() => server.close());
  afterEach(() => client.onApplicationShutdown());

  const start = (settings?: Record<string, string>) => (client = createAccountClient(server.url, settings));
  const failure = async (work: Promise<unknown>): Promise<PlexError> => {
    const error = await work.then(
      () => new Error('It answered'),
      (reason: unknown) => reason,
    );
    if (!(error instanceof PlexError)) throw error;
    return error;
  };

  describe('sign-in', () => {
    const pin = {
      id: 123456,
      code: 'abcdefghijklmnopqrstuvwxy',
      expiresIn: 1800,
      expiresAt: '2001-01-01T00:00:00Z',
      authToken: null,
    };

    it('makes a strong PIN and the page to approve it on', async () => {
      server.answer((_, response) =>
        response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(pin)),
      );
      const made = await start({ PLEX_APP_URL: 'https://app.plex.tv' }).createPin();
      expect(made).toMatchObject({ id: '123456', code: pin.code, clientIdentifier: CLIENT_IDENTIFIER });
      expect(made.expiresAt.getTime() - Date.now()).toBeGreaterThan(1_790_000);
      expect(server.seen[0]).toMatchObject({ method: 'POST', url: '/api/v2/pins?strong=true' });
      expect(server.seen[0].headers['x-plex-token']).toBeUndefined();
      await expect(client.authUrl(made, 'http://localhost:3000/login?pin=1')).resolves.toBe(
        `https://app.plex.tv/auth#?clientID=${CLIENT_IDENTIFIER}&code=${pin.code}&context%5Bdevice%5D%5Bproduct%5D=SmartPlex` +
          '&forwardUrl=http%3A%2F%2Flocalhost%3A3000%2Flogin%3Fpin%3D1',
      );
    });

    it.each([
      ['JSON', (token: string | null) => JSON.stringify({ ...pin, authToken: token }), 'application/json'],
      [
        'XML',
        (token: string | null) => `<?xml version="1.0"?><pin id="123456" code="x" authToken="${token ?? ''}"/>`,
        'application/xml',
      ],
    ])('waits, completes and expires (%s)', async (_, body, contentType) => {
      start();
      server.answer((__, response) => raw(response, body(null), contentType));
      await expect(client.checkPin('123456')).resolves.toEqual({ state: 'pending' });
      server.answer((__, response) => raw(response, body(TOKEN), contentType));
      await expect(client.checkPin('123456')).resolves.toEqual({ state: 'complete', authToken: TOKEN });
      const gone = { errors: [{ code: 1020, message: 'Code not found or expired', status: 404 }] };
      server.answer((__, response) => raw(response, JSON.stringify(gone), 'application/json', 404));
      await expect(client.checkPin('123456')).resolves.toEqual({ state: 'expired' });
    });

    it('is no verdict when plex.tv fails', async () => {
      server.answer((_, response) => html(response, 500, 'Error'));
      expect((await failure(start().checkPin('1'))).fault).toBe('server-error');
    });

    it('makes one PIN only, even when its answer is lost', async () => {
      server.answer((_, response) => response.destroy());
      expect((await failure(start().createPin())).fault).toBe('unreachable');
      expect(server.seen).toHaveLength(1);
    });
  });

  describe('accounts', () => {
    it('reads JSON and XML', async () => {
      server.answer((_, response) => json(response, user));
      const expected = {
        id: '4711',
        username: 'ada',
        friendlyName: 'Ada',
        title: 'ada',
        email: 'ada@example.org',
        uuid: 'ab12',
        thumb: user.thumb,
      };
      await expect(start().user(TOKEN)).resolves.toEqual(expected);
      server.answer((_, response) =>
        raw(
          response,
          `<user id="4711" uuid="ab12" username="ada" title="ada" friendlyName="Ada" email="ada@example.org" thumb="${user.thumb}"/>`,
          'application/xml',
        ),
      );
      await expect(client.user(TOKEN)).resolves.toEqual(expected);
    });

    it.each([0, -1, null, undefined, 'ada', 1.5, '12; DROP', 2 ** 60, '99999999999999999999', {}])(
      'refuses the account id %p',
      async (id) => {
        server.answer((_, response) => json(response, { ...user, id }));
        expect(await failure(start().user(TOKEN))).toMatchObject({ fault: 'malformed', path: '/api/v2/user' });
      },
    );

    it('quirk: managed user: no name/e-mail', async () => {
      server.answer((_, response) =>
        json(response, { id: 9, title: 'Kid', username: '', email: null, thumb: 'javascript:alert(1)' }),
      );
      await expect(start().user(TOKEN)).resolves.toMatchObject({
        id: '9',
        title: 'Kid',
        username: null,
        email: null,
        thumb: null,
      });
      server.answer((_, response) =>
        raw(
          response,
          '<MediaContainer><User id="9" title="" username="" email="" restricted="1"/></MediaContainer>',
          'text/xml',
        ),
      );
      await expect(client.sharedUsers(TOKEN)).resolves.toMatchObject([
        { id: '9', title: '9', username: null, restricted: true, servers: [] },
      ]);
    });

    it('tells a dead token from any other trouble', async () => {
      const dead = { errors: [{ code: 1001, message: 'User could not be authenticated', status: 401 }] };
      server.answer((_, response) => raw(response, JSON.stringify(dead), 'application/json', 401));
      expect((await failure(start().user(TOKEN))).fault).toBe('unauthorized');
      expect(server.seen).toHaveLength(1);
      server.answer((_, response) => html(response, 422, 'Unprocessable'));
      expect((await failure(client.user(TOKEN))).fault).toBe('malformed');
    });
  });

  describe('servers and people', () => {
    it('reads resources as JSON and as XML alike', async () => {
      server.answer((_, response) =>
        json(response, [
          resource,
          { ...resource, clientIdentifier: 'tv', provides: 'client,player', accessToken: null, connections: [] },
        ]),
      );
      const fromJson = await start().resources(TOKEN);
      expect(fromJson[0]).toMatchObject({
        clientIdentifier: MACHINE,
        owned: true,
        accessToken: 'tok-resource',
        provides: ['server'],
      });
      expect(fromJson[0].connections).toMatchObject([
        { uri: 'http://192.168.1.20:32400', local: true, relay: false, port: 32400 },
      ]);
      expect(fromJson[1]).toMatchObject({ provides: ['client', 'player'], accessToken: null, connections: [] });
      const xml = `<resources><resource name="Attic" clientIdentifier="${MACHINE}" provides="server" owned="1" accessToken="tok-resource" presence="1" httpsRequired="0">
        <connections><connection protocol="http" address="192.168.1.20" port="32400" uri="http://192.168.1.20:32400" local="1" relay="0"/></connections></resource></resources>`;
      server.answer((_, response) => raw(response, xml, 'application/xml'));
      await expect(client.resources(TOKEN, { fresh: true })).resolves.toEqual([fromJson[0]]);
      expect(Object.fromEntries(server.seen[0].query)).toEqual({
        includeHttps: '1',
        includeRelay: '1',
        includeIPv6: '1',
      });
    });

    it('reads no devices as none, and anything else that is no list as malformed', async () => {
      start();
      for (const [body, type] of [
        ['[]', 'application/json'],
        ['<resources/>', 'application/xml'],
        ['<resources></resources>', 'application/xml'],
      ]) {
        server.answer((_, response) => raw(response, body, type));
        await expect(client.resources(TOKEN, { fresh: true })).resolves.toEqual([]);
      }
      for (const [body, type] of [
        ['{}', 'application/json'],
        ['<html><body/></html>', 'text/html'],
        ['', 'application/json'],
        ['[{', 'application/json'],
        ['<resources><', 'application/xml'],
      ]) {
        server.answer((_, response) => raw(response, body, type));
        expect((await failure(client.resources(TOKEN, { fresh: true }))).fault).toBe('malformed');
      }
    });

    it('reads who shares and what is shared', async () => {
      const users = `<MediaContainer><User id="9" title="Bo" username="bo" email="bo@example.org" home="0">
        <Server id="1" machineIdentifier="${MACHINE}" numLibraries="2" allLibraries="0" owned="1" pending="0"/></User></MediaContainer>`;
      server.answer((_, response) => raw(response, users, 'application/xml'));
      await expect(start().sharedUsers(TOKEN)).resolves.toMatchObject([
        {
          id: '9',
          title: 'Bo',
          servers: [{ machineIdentifier: MACHINE, pending: false, allLibraries: false, numLibraries: 2 }],
        },
      ]);
      const shares = `<MediaContainer><SharedServer id="5" userID="9" username="bo" accessToken="tok-bo" allLibraries="0">
        <Section id="11" key="1" title="Films &amp; more" type="movie" shared="1"/><Section id="12" key="2" title="Shows" shared="0"/></SharedServer></MediaContainer>`;
      server.answer((_, response) => raw(response, shares, 'application/xml'));
      await expect(client.sharedServers(TOKEN, MACHINE)).resolves.toEqual([
        { userId: '9', username: 'bo', accessToken: 'tok-bo', allLibraries: false, sectionKeys: ['1'] },
      ]);
      expect(server.seen[0].path).toBe(`/api/servers/${MACHINE}/shared_servers`);
    });

    it.each([
      ['a bomb', `<!DOCTYPE r [<!ENTITY a "${'x'.repeat(1000)}"><!ENTITY b "${'&a;'.repeat(1000)}">]>`],
      ['behind a prolog', '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY b "a name">]>'],
      ['of a file', '<?xml version="1.0"?>\n<!-- Plex -->\n<!doctype r [<!ENTITY b SYSTEM "file:///etc/passwd">]>'],
    ])('takes no document type, which could name entities: %s', async (_name, prolog) => {
      const text = `${prolog}<resources><resource clientIdentifier="m" name="&b;"/></resources>`;
      server.answer((_, response) => raw(response, text, 'application/xml'));
      expect((await failure(start().resources(TOKEN))).fault).toBe('malformed');
    });
  });

  describe('kindness to plex.tv', () => {
    it('asks once for 200 identical calls at the same time', async () => {
      server.answer((_, response) => setTimeout(() => json(response, [resource]), 50));
      start();
      const answers = await Promise.all(Array.from({ length: 200 }, () => client.resources(TOKEN, { fresh: true })));
      expect(answers.every((list) => list.length === 1)).toBe(true);
      expect(server.seen).toHaveLength(1);
    });

    it('keeps accounts apart', async () => {
      server.answer((request, response) =>
        json(response, { ...user, id: request.headers['x-plex-token'] === TOKEN ? 1 : 2 }),
      );
      start();
      const [one, two] = await Promise.all([client.user(TOKEN), client.user('other')]);
      expect([one.id, two.id]).toEqual(['1', '2']);
    });

    it('answers resources and shared users from memory, unless they must be fresh; never the user', async () => {
      server.answer((request, response) =>
        request.url!.includes('resources') ? json(response, [resource]) : json(response, user),
      );
      start();
      await client.resources(TOKEN);
      await client.resources(TOKEN);
      expect(server.seen).toHaveLength(1);
      await client.resources(TOKEN, { fresh: true });
      expect(server.seen).toHaveLength(2);
      await client.user(TOKEN);
      await client.user(TOKEN);
      expect(server.seen).toHaveLength(4);
    });

    it('remembers no failure', async () => {
      server.answer((_, response, count) => (count === 1 ? html(response, 403, 'No') : json(response, [resource])));
      start();
      expect((await failure(client.resources(TOKEN))).fault).toBe('forbidden');
      await expect(client.resources(TOKEN)).resolves.toHaveLength(1);
    });

    it('stays within its budget of calls per second', async () => {
      server.answer((_, response) => json(response, user));
      start({ PLEX_TV_PER_SECOND: '5', PLEX_TIMEOUT_MS: '30000' });
      // As they start: a pause of the machine lets those on their way arrive together.
      const times: number[] = [];
      const { send } = PlexHttp.prototype;
      const sending = jest.spyOn(PlexHttp.prototype, 'send').mockImplementation(function (this: PlexHttp, request) {
        times.push(Date.now());
        return send.call(this, request);
      });
      const from = Date.now();
      await Promise.all(Array.from({ length: 12 }, (_, i) => client.user(`token-${i}`)));
      sending.mockRestore();
      const arrived = server.seen.map(({ at }) => at).sort((a, b) => a - b);
      expect([times.length, arrived.length]).toEqual([12, 12]);
      arrived.forEach((at, nth) => expect(at - from).toBeGreaterThanOrEqual(Math.floor(nth / 5) * 1_099));
      for (const time of times)
        expect(times.filter((other) => other >= time && other < time + 900).length).toBeLessThanOrEqual(5);
    });

    it('says busy, and when to come back, instead of queueing for ever', async () => {
      server.answer((_, response) => json(response, user));
      start({ PLEX_TV_PER_SECOND: '1' });
      const calls = Array.from({ length: 30 }, (_, i) => client.user(`token-${i}`).catch((error: unknown) => error));
      const refused = (await Promise.race([Promise.all(calls.slice(20)), Promise.all(calls)])) as PlexError[];
      for (const error of refused) expect(error).toMatchObject({ fault: 'busy' });
      expect(refused[0].retryAfterMs).toBeGreaterThanOrEqual(1_000);
      await client.onApplicationShutdown();
      await Promise.all(calls);
    });

    it('quirk: 429: honours Retry-After and pauses all plex.tv calls, not just that one', async () => {
      server.answer((request, response, count) =>
        count === 1
          ? html(response, 429, 'Too Many', { 'retry-after': '1' })
          : json(response, request.url!.includes('resources') ? [resource] : user),
      );
      const pause = jest.spyOn(CallBudget.prototype, 'pause');
      start({ PLEX_TIMEOUT_MS: '10000' });
      const first = client.user(TOKEN);
      while (pause.mock.calls.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      pause.mockRestore();
      const second = client.resources('other');
      await Promise.all([first, second]);
      const [limited, ...later] = server.seen.map(({ at }) => at);
      expect(later).toHaveLength(2);
      for (const at of later) expect(at - limited).toBeGreaterThanOrEqual(980);
    });

    it('hands a long Retry-After to the caller at once, and refuses the others meanwhile', async () => {
      server.answer((_, response) => html(response, 429, 'Too Many', { 'retry-after': '90' }));
      start();
      expect(await failure(client.user(TOKEN))).toMatchObject({ fault: 'rate-limited', retryAfterMs: 90_000 });
      const refused = await failure(client.resources('other'));
      expect(refused.fault).toBe('busy');
      expect(refused.retryAfterMs).toBeGreaterThan(80_000);
      expect(server.seen).toHaveLength(1);
    });

    it('gives up within the time of one call when plex.tv hangs', async () => {
      server.answer(() => undefined);
      const startedAt = Date.now();
      expect((await failure(start({ PLEX_TIMEOUT_MS: '300' }).user(TOKEN))).fault).toBe('timeout');
      expect(Date.now() - startedAt).toBeLessThan(900);
    });
  });

  it('never shows a token in an error or a URL', async () => {
    const replies = [
      (response: ServerResponse) => html(response, 401, TOKEN),
      (response: ServerResponse) => raw(response, `{"authToken":"${TOKEN}"`),
      (response: ServerResponse) => raw(response, `<user id="x" authToken="${TOKEN}"/>`, 'application/xml'),
      (response: ServerResponse) => response.destroy(),
    ];
    start();
    for (const reply of replies) {
      server.answer((_, response) => reply(response));
      for (const work of [() => client.user(TOKEN), () => client.resources(TOKEN), () => client.sharedUsers(TOKEN)]) {
        expect(inspect(await failure(work()), { depth: 12, showHidden: true })).not.toContain(TOKEN);
      }
      for (const { url } of server.seen) expect(url).not.toContain(TOKEN);
    }
  });
});
