import { asList, parseXml, startClient, type Client } from './testing/client';

interface PinBody {
  id: number;
  code: string;
  authToken: string | null;
  expiresIn: number;
}

describe('signing in at plex.tv', () => {
  let client: Client;
  beforeAll(async () => {
    client = await startClient();
  });
  afterAll(() => client.emulator.stop());

  const createPin = async (query = '?strong=true', id = 'spec'): Promise<PinBody> => {
    const response = await client.tv(`/api/v2/pins${query}`, { method: 'POST', client: id });
    expect(response.status).toBe(201);
    return (await response.json()) as PinBody;
  };

  it('gives a long code that waits, and a token once somebody approves', async () => {
    const pin = await createPin();
    expect(pin).toMatchObject({ authToken: null, expiresIn: 1800 });
    expect(pin.code).toHaveLength(25);
    await client.control('POST', 'pins/approve', { code: pin.code, account: 'ben' });
    const polled = (await (await client.tv(`/api/v2/pins/${pin.id}`)).json()) as PinBody;
    expect(polled.authToken).toMatch(/^[\w-]{20}$/);
    const user = await fetch(`${client.emulator.plexTv}/api/v2/user`, {
      headers: {
        Accept: 'application/json',
        'X-Plex-Token': polled.authToken ?? '',
        'X-Plex-Client-Identifier': 'spec',
      },
    });
    expect(await user.json()).toMatchObject({ username: 'ben', id: 4_242_002 });
  });

  it('shows a PIN only to the client that made it', async () => {
    const pin = await createPin();
    const other = await client.tv(`/api/v2/pins/${pin.id}`, { client: 'somebody-else' });
    expect(other.status).toBe(404);
    expect(await other.json()).toEqual({ errors: [{ code: 1020, message: 'Code not found or expired', status: 404 }] });
    expect((await client.tv('/api/v2/pins/12345')).status).toBe(404);
  });

  it('keeps a refused PIN without a token', async () => {
    const pin = await createPin();
    await client.control('POST', 'pins/deny', { code: pin.code });
    expect(await (await client.tv(`/api/v2/pins/${pin.id}`)).json()).toMatchObject({ authToken: null });
  });

  it('forgets a PIN when its time is over', async () => {
    const short = await createPin('');
    const strong = await createPin();
    expect(short.code).toMatch(/^[A-Z0-9]{4}$/);
    await client.control('POST', 'clock', { offsetMs: 901_000 });
    expect((await client.tv(`/api/v2/pins/${short.id}`)).status).toBe(404);
    expect((await client.tv(`/api/v2/pins/${strong.id}`)).status).toBe(200);
    await client.control('POST', 'clock', { offsetMs: 1_801_000 });
    expect((await client.tv(`/api/v2/pins/${strong.id}`)).status).toBe(404);
    await client.control('POST', 'clock', { offsetMs: 0 });
  });

  it('links a short code for a signed-in person', async () => {
    const pin = await createPin('');
    const linked = await client.tv('/api/v2/pins/link', {
      method: 'PUT',
      account: 'cleo',
      body: new URLSearchParams({ code: pin.code.toLowerCase() }),
    });
    expect(linked.status).toBe(204);
    expect(((await (await client.tv(`/api/v2/pins/${pin.id}`)).json()) as PinBody).authToken).not.toBeNull();
  });

  it('speaks XML unless JSON is asked for, with an empty token while it waits', async () => {
    const response = await client.tv('/api/v2/pins?strong=true', { method: 'POST', headers: { Accept: '*/*' } });
    expect(response.headers.get('content-type')).toContain('xml');
    expect(parseXml(await response.text()).pin).toMatchObject({ authToken: '', trusted: '0' });
  });

  it('wants a client identifier on every v2 call', async () => {
    const response = await client.tv('/api/v2/user', { account: 'ada', client: null });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ code: 1000 }] });
  });

  it('signs in through the consent page the same way', async () => {
    const page = await fetch(`${client.emulator.appUrl}/auth`);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).not.toMatch(/(?:src|href)="(?!data:)/);
    const people = (await (await fetch(`${client.emulator.appUrl}/auth/accounts`)).json()) as { title: string }[];
    expect(people.map(({ title }) => title)).toEqual(['ada', 'ben', 'cleo', 'Kid', 'mallory']);
    const pin = await createPin();
    const decision = await fetch(`${client.emulator.appUrl}/auth/decision`, {
      method: 'POST',
      body: JSON.stringify({ code: pin.code, account: 'Kid', allow: true }),
    });
    expect(decision.status).toBe(200);
    expect(((await (await client.tv(`/api/v2/pins/${pin.id}`)).json()) as PinBody).authToken).toHaveLength(20);
  });
});

describe('accounts at plex.tv', () => {
  let client: Client;
  beforeAll(async () => {
    client = await startClient({ servers: 2 });
  });
  afterAll(() => client.emulator.stop());

  const xmlOf = async (path: string, account: string): Promise<Record<string, unknown>> =>
    parseXml(await (await client.tv(path, { account })).text());

  it('tells a dead token apart, each route in its own way', async () => {
    const response = await client.tv('/api/v2/user', { headers: { 'X-Plex-Token': 'nonsense' } });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ errors: [{ code: 1001 }] });
    expect((await client.tv('/users/account.json', { headers: { 'X-Plex-Token': 'nonsense' } })).status).toBe(422);
  });

  it('gives the owner both servers with good and dead addresses', async () => {
    const list = (await (await client.tv('/api/v2/resources?includeHttps=1', { account: 'ada' })).json()) as {
      provides: string;
      owned: boolean;
      ownerId: unknown;
      accessToken: string;
      connections: { uri: string; local: boolean }[];
    }[];
    const servers = list.filter(({ provides }) => provides === 'server');
    expect(servers).toHaveLength(2);
    expect(servers[0]).toMatchObject({ owned: true, ownerId: null });
    const uris = servers[0].connections.map(({ uri }) => uri);
    expect(uris).toContain(client.server.uri);
    expect(uris).toContain('http://172.17.0.5:32400');
    expect(list.find(({ provides }) => provides.includes('player'))?.accessToken).toBeNull();
  });

  it('gives a member the server as somebody else’s, with a token of his own and no local address', async () => {
    const list = (await (await client.tv('/api/v2/resources', { account: 'ben' })).json()) as {
      provides: string;
      owned: boolean;
      accessToken: string;
      sourceTitle: string;
      connections: { local: boolean; uri: string }[];
    }[];
    const server = list.find(({ provides }) => provides === 'server');
    expect(server).toMatchObject({ owned: false, sourceTitle: 'ada' });
    expect(server?.connections.every(({ local }) => !local)).toBe(true);
    expect((await client.pms('/', { token: server?.accessToken })).status).toBe(200);
    expect((await client.pms('/', { token: client.token('ben') })).status).toBe(401);
  });

  it('shows a stranger no server at all', async () => {
    const list = (await (await client.tv('/api/v2/resources', { account: 'mallory' })).json()) as {
      provides: string;
    }[];
    expect(list.some(({ provides }) => provides === 'server')).toBe(false);
  });

  it('lists friends and home users as XML whatever is asked, never the owner', async () => {
    const users = asList(((await xmlOf('/api/users', 'ada')).MediaContainer as Record<string, unknown>).User);
    expect(users.map(({ title }) => title)).toEqual(['ben', 'cleo', 'Kid']);
    const kid = users[2];
    expect(kid).toMatchObject({ username: '', email: '', home: '1', restricted: '1' });
    expect(asList(kid.Server).map(({ machineIdentifier }) => machineIdentifier)).toEqual(
      client.emulator.servers.map(({ machineIdentifier }) => machineIdentifier),
    );
    expect(asList(((await xmlOf('/api/users', 'ben')).MediaContainer as Record<string, unknown>).User)).toEqual([]);
  });

  it('names the sections and secrets of each share to the owner alone', async () => {
    const path = `/api/servers/${client.server.machineIdentifier}/shared_servers`;
    const shares = asList(((await xmlOf(path, 'ada')).MediaContainer as Record<string, unknown>).SharedServer);
    const ben = shares.find(({ userID }) => userID === '4242002');
    expect(
      asList(ben?.Section)
        .filter(({ shared }) => shared === '1')
        .map(({ title }) => title),
    ).toEqual(['Films']);
    expect(ben?.accessToken).toBe(await client.accessToken('ben'));
    expect((await client.tv(path, { account: 'ben' })).status).toBe(404);
  });

  it('follows shares as they come and go', async () => {
    await client.control('POST', 'shares', { account: 'mallory', sections: ['3'] });
    const token = await client.accessToken('mallory');
    expect((await client.container('/library/sections', { token })).Directory?.map(({ title }) => title)).toEqual([
      'Music',
    ]);
    await client.control('POST', 'shares', { account: 'mallory', sections: [] });
    expect((await client.pms('/library/sections', { token })).status).toBe(401);
  });

  it('kills every token of an account that signs out everywhere', async () => {
    const { token } = (await client.control('POST', 'tokens/issue', { account: 'cleo' })) as { token: string };
    const access = await client.accessToken('cleo');
    await client.control('POST', 'tokens/revoke', { account: 'cleo' });
    expect((await client.tv('/api/v2/user', { headers: { 'X-Plex-Token': token } })).status).toBe(401);
    expect((await client.pms('/', { token: access })).status).toBe(401);
  });

  it('signs one token out', async () => {
    const { token } = (await client.control('POST', 'tokens/issue', { account: 'ada' })) as { token: string };
    expect(
      (await client.tv('/api/v2/users/signout', { method: 'DELETE', headers: { 'X-Plex-Token': token } })).status,
    ).toBe(204);
    expect((await client.tv('/api/v2/ping', { headers: { 'X-Plex-Token': token } })).status).toBe(401);
    expect((await client.tv('/api/v2/ping', { account: 'ada' })).status).toBe(200);
  });

  it('replaces the list of webhooks as a whole', async () => {
    const body = new URLSearchParams([
      ['urls[]', 'http://a.test/'],
      ['urls[]', 'http://b.test/'],
    ]);
    expect((await client.tv('/api/v2/user/webhooks', { method: 'POST', account: 'ada', body })).status).toBe(201);
    expect(await (await client.tv('/api/v2/user/webhooks', { account: 'ada' })).json()).toEqual([
      { url: 'http://a.test/' },
      { url: 'http://b.test/' },
    ]);
    expect((await client.tv('/api/v2/user/webhooks', { account: 'ben' })).status).toBe(403);
  });

  it('lets the home admin become the managed user', async () => {
    const kid = client.emulator.accounts[3];
    const switched = await client.tv(`/api/v2/home/users/${kid.id}/switch`, { method: 'POST', account: 'ada' });
    expect(await switched.json()).toMatchObject({ id: kid.id, username: '', restricted: true });
    expect((await client.tv(`/api/v2/home/users/${kid.id}/switch`, { method: 'POST', account: 'ben' })).status).toBe(
      403,
    );
  });

  it('allows pages of any origin', async () => {
    const response = await client.tv('/api/v2/ping', { account: 'ada', headers: { Origin: 'http://portal.test' } });
    expect(response.headers.get('access-control-allow-origin')).toBe('http://portal.test');
  });

  it('throttles a client above its budget and says for how long', async () => {
    await client.control('POST', 'rate-limit', { perSecond: 3, retryAfter: 7 });
    const answers = await Promise.all(Array.from({ length: 12 }, () => client.tv('/api/v2/ping', { account: 'ada' })));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(5);
    expect(refused[0].headers.get('retry-after')).toBe('7');
    await client.control('POST', 'rate-limit', { perSecond: 0 });
    expect((await client.tv('/api/v2/ping', { account: 'ada' })).status).toBe(200);
  });
});
