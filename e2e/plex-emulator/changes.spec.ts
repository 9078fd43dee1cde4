import WebSocket from 'ws';
import { startClient, type Client, type Row } from './testing/client';

interface Timeline {
  sectionID: string;
  itemID: string;
  type: number;
  title: string;
  state: number;
}
interface Message {
  NotificationContainer: {
    type: string;
    size: number;
    TimelineEntry?: Timeline[];
    PlaySessionStateNotification?: Row[];
  };
}

describe('changes of a library', () => {
  let client: Client;
  beforeEach(async () => {
    client = await startClient({ allowDeletes: true });
  });
  afterEach(() => client.emulator.stop());

  const films = async (): Promise<string[]> =>
    (await client.rows('/library/sections/1/all')).map(({ ratingKey }) => String(ratingKey));
  const one = async (key: string): Promise<Row> => (await client.rows(`/library/metadata/${key}`))[0];
  const post = (name: string, body: object): Promise<Row> => client.control('POST', name, body) as Promise<Row>;

  it('adds a film, dated now unless told otherwise', async () => {
    const { ratingKey } = await post('items/add', {
      type: 'movie',
      title: 'A Made-up Film',
      year: 1999,
      genres: ['Tango'],
    });
    expect(await one(String(ratingKey))).toMatchObject({
      title: 'A Made-up Film',
      year: 1999,
      Genre: [expect.objectContaining({ tag: 'Tango' })],
    });
    expect(Number((await one(String(ratingKey))).addedAt)).toBeGreaterThan(Date.now() / 1000 - 60);
    const { ratingKeys } = (await post('items/add', { type: 'movie', count: 3, addedAt: 1_700_000_000 })) as {
      ratingKeys: string[];
    };
    expect((await films()).slice().sort()).toEqual(expect.arrayContaining([String(ratingKey), ...ratingKeys]));
    expect(await client.container('/library/sections/1/all')).toMatchObject({ size: 64 });
  });

  it('tells what was touched since, after every kind of change', async () => {
    const since = Math.floor(Date.now() / 1000) - 60;
    const touched = async (type: number) =>
      (await client.rows(`/library/sections/${type === 1 ? 1 : 2}/all?type=${type}&updatedAt%3E%3E=${since}`)).map(
        ({ ratingKey }) => String(ratingKey),
      );
    expect([await touched(1), await touched(4)]).toEqual([[], []]);
    const [first, second, third] = await films();
    await post('items/change', { ratingKey: second, title: 'Renamed' });
    const { ratingKey: fresh } = await post('items/add', { type: 'movie' });
    await post('items/delete', { ratingKey: first });
    expect((await touched(1)).sort()).toEqual([second, String(fresh)].sort());
    await post('items/delete', { ratingKey: second });
    await post('items/change', { ratingKey: third, title: 'Renamed as well' });
    expect((await touched(1)).sort()).toEqual([third, String(fresh)].sort());
    const [show] = await client.rows('/library/sections/2/all');
    const { ratingKey: episode } = await post('items/add', { type: 'episode', show: show.ratingKey, season: 14 });
    expect(await touched(4)).toEqual([String(episode)]);
  });

  it('counts a listing by a page of size 0, filters included', async () => {
    const count = async (query: string) =>
      (await client.container(`/library/sections/1/all?type=1${query}&X-Plex-Container-Size=0`)).totalSize;
    const [first] = await films();
    const before = await count('');
    await post('items/delete', { ratingKey: first });
    await post('items/add', { type: 'movie' });
    await post('items/add', { type: 'movie' });
    expect(await count('')).toBe(Number(before) + 1);
    expect(await count(`&updatedAt%3E%3E=${Math.floor(Date.now() / 1000) - 60}`)).toBe(2);
  });

  it('adds an episode, and a season with it when there is none', async () => {
    const [show] = await client.rows('/library/sections/2/all');
    const before = Number(show.leafCount);
    await post('items/add', { type: 'episode', show: show.ratingKey, season: 14 });
    const [after] = await client.rows(`/library/metadata/${String(show.ratingKey)}`);
    expect([after.leafCount, after.childCount]).toEqual([before + 1, Number(show.childCount) + 1]);
    // The show itself keeps its stamp: a new episode does not always touch it.
    expect(after.updatedAt).toBe(show.updatedAt);
  });

  it('changes a title and its file under the same key, with a new updatedAt', async () => {
    const before = await one('1001');
    await post('items/change', { ratingKey: '1001', title: 'Renamed' });
    await post('items/change-file', { ratingKey: '1001' });
    const after = await one('1001');
    const size = (row: Row): unknown => (row.Media as { Part: Row[] }[])[0].Part[0].size;
    expect(after.title).toBe('Renamed');
    expect(size(after)).not.toBe(size(before));
    expect(Number(after.updatedAt)).toBeGreaterThan(Number(before.updatedAt));
    expect(after.guid).toBe(before.guid);
  });

  it('matches a title anew, by an agent that knows one catalogue', async () => {
    const guid = 'com.plexapp.agents.imdb://tt0133093?lang=en';
    await post('items/change', { ratingKey: '1001', guid });
    expect(await one('1001')).toMatchObject({ guid });
    expect(await one('1001')).not.toHaveProperty('Guid');
    await post('items/change', {
      ratingKey: '1001',
      guid: 'plex://movie/x',
      guids: ['imdb://tt0133093', 'tmdb://603'],
    });
    expect(await one('1001')).toMatchObject({
      guid: 'plex://movie/x',
      Guid: [{ id: 'imdb://tt0133093' }, { id: 'tmdb://603' }],
    });
  });

  it('shows the new name of a show on its episodes', async () => {
    const [show] = await client.rows('/library/sections/2/all');
    await post('items/change', { ratingKey: show.ratingKey, title: 'Other Name' });
    const [episode] = await client.rows(`/library/metadata/${String(show.ratingKey)}/allLeaves`);
    expect(episode.grandparentTitle).toBe('Other Name');
  });

  it('re-adds a title under a new key but the same guid', async () => {
    const before = await one('1007');
    const { ratingKey } = await post('items/readd', { ratingKey: '1007' });
    expect((await client.pms('/library/metadata/1007')).status).toBe(404);
    const after = await one(String(ratingKey));
    expect([after.guid, after.title]).toEqual([before.guid, before.title]);
    expect(ratingKey).not.toBe('1007');
  });

  it('keeps a trashed item in the list until the trash is emptied', async () => {
    await post('items/trash', { ratingKey: '1009' });
    expect((await client.rows('/library/sections/1/all')).find(({ ratingKey }) => ratingKey === '1009')).toMatchObject({
      deletedAt: expect.any(Number),
      Media: expect.arrayContaining([expect.objectContaining({ deletedAt: expect.any(Number) })]),
    });
    await client.pms('/library/sections/1/emptyTrash', { method: 'PUT' });
    expect(await films()).not.toContain('1009');
  });

  it('takes a large share of a section away and brings it back', async () => {
    const { ratingKeys } = (await post('items/delete-share', { section: '1', share: 0.5 })) as unknown as {
      ratingKeys: string[];
    };
    expect(ratingKeys.length).toBeGreaterThan(15);
    expect(await films()).toHaveLength(60 - ratingKeys.length);
    await post('items/undelete', { ratingKeys });
    expect(await films()).toHaveLength(60);
  });

  it('hides a whole section and what is in it', async () => {
    await post('sections/remove', { section: '1' });
    expect((await client.container('/library/sections')).Directory?.map(({ key }) => key)).toEqual(['2', '3']);
    expect((await client.pms('/library/sections/1/all')).status).toBe(404);
    expect((await client.pms('/library/metadata/1001')).status).toBe(404);
    await post('sections/restore', { section: '1' });
    expect(await films()).toHaveLength(60);
  });

  it('moves contentChangedAt with every change', async () => {
    const stamp = async (): Promise<unknown> =>
      (await client.container('/library/sections')).Directory?.[0].contentChangedAt;
    const before = await stamp();
    await post('items/add', { type: 'movie' });
    expect(await stamp()).not.toBe(before);
  });

  it('deletes for the owner, and nothing a second time', async () => {
    expect((await client.pms('/library/metadata/1012', { method: 'DELETE' })).status).toBe(200);
    expect((await client.pms('/library/metadata/1012', { method: 'DELETE' })).status).toBe(404);
    const [show] = await client.rows('/library/sections/2/all');
    const [episode] = await client.rows(`/library/metadata/${String(show.ratingKey)}/allLeaves`);
    await client.pms(`/library/metadata/${String(show.ratingKey)}`, { method: 'DELETE' });
    expect((await client.pms(`/library/metadata/${String(episode.ratingKey)}`)).status).toBe(404);
  });

  it('removes a season with its last episode and a show with its last season', async () => {
    const [show] = await client.rows('/library/sections/2/all');
    for (const { ratingKey } of await client.rows(`/library/metadata/${String(show.ratingKey)}/allLeaves`))
      await client.pms(`/library/metadata/${String(ratingKey)}`, { method: 'DELETE' });
    expect((await client.pms(`/library/metadata/${String(show.ratingKey)}`)).status).toBe(404);
  });

  it('deletes one version of several, and takes an empty media id for the item', async () => {
    await post('quirks', { ratingKey: '1020', quirks: ['several-versions'] });
    const [first] = (await one('1020')).Media as Row[];
    expect((await client.pms(`/library/metadata/1020/media/${String(first.id)}`, { method: 'DELETE' })).status).toBe(
      200,
    );
    expect((await one('1020')).Media).toHaveLength(1);
    expect((await client.pms('/library/metadata/1020/media/999999999', { method: 'DELETE' })).status).toBe(404);
    expect((await client.pms('/library/metadata/1020/media/', { method: 'DELETE' })).status).toBe(200);
    expect((await client.pms('/library/metadata/1020')).status).toBe(404);
  });

  it('refuses to delete for guests, for lists, when the setting is off and when files are read-only', async () => {
    const remove = (path: string, token?: string): Promise<Response> => client.pms(path, { method: 'DELETE', token });
    expect((await remove('/library/metadata/1001', await client.accessToken('ben'))).status).toBe(403);
    expect((await remove('/library/metadata/1001,1002')).status).toBe(400);
    await post('settings', { readOnlyFiles: true });
    expect((await remove('/library/metadata/1001')).status).toBe(400);
    await post('settings', { readOnlyFiles: false, allowDeletes: false });
    const refused = await remove('/library/metadata/1001');
    expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining('<h1>403 Forbidden</h1>')]);
    expect(await films()).toHaveLength(60);
  });
});

describe('push messages', () => {
  let client: Client;
  beforeEach(async () => {
    client = await startClient();
  });
  afterEach(() => client.emulator.stop());

  const listen = async (
    token: string,
    path = '/:/websockets/notifications',
  ): Promise<{ socket: WebSocket; messages: Message[] }> => {
    const socket = new WebSocket(`${client.server.uri.replace('http', 'ws')}${path}?X-Plex-Token=${token}`);
    const messages: Message[] = [];
    socket.on('message', (data: Buffer) => messages.push(JSON.parse(data.toString()) as Message));
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return { socket, messages };
  };
  const settle = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 60));

  it('tells of created, changed and deleted items', async () => {
    const { socket, messages } = await listen(client.server.token);
    const { ratingKey } = (await client.control('POST', 'items/add', { type: 'movie', title: 'New' })) as Row;
    await client.control('POST', 'items/delete', { ratingKey });
    await settle();
    const entries = messages.map(({ NotificationContainer: { TimelineEntry } }) => TimelineEntry?.[0]);
    expect(entries.map((entry) => entry?.state)).toEqual([0, 5, 9]);
    expect(entries[0]).toMatchObject({ sectionID: '1', itemID: ratingKey, type: 1, title: 'New' });
    socket.terminate();
  });

  it('tells of playing, and others only of their own', async () => {
    const owner = await listen(client.server.token);
    const ben = await listen(await client.accessToken('ben'));
    const { sessionKey } = (await client.control('POST', 'sessions/start', {
      ratingKey: '1001',
      account: 'ada',
    })) as Row;
    await client.control('POST', 'sessions/stop', { sessionKey, finished: true });
    await settle();
    expect(
      owner.messages.map(({ NotificationContainer }) => NotificationContainer.PlaySessionStateNotification?.[0].state),
    ).toEqual(['playing', 'stopped']);
    expect(ben.messages).toEqual([]);
    owner.socket.terminate();
    ben.socket.terminate();
  });

  it('tells a member only of sections he may see', async () => {
    const { socket, messages } = await listen(await client.accessToken('ben'));
    await client.control('POST', 'items/add', { type: 'show' });
    await client.control('POST', 'items/add', { type: 'movie' });
    await settle();
    expect(
      new Set(messages.map(({ NotificationContainer: { TimelineEntry } }) => TimelineEntry?.[0].sectionID)),
    ).toEqual(new Set(['1']));
    socket.terminate();
  });

  it('turns a bad token away at the handshake', async () => {
    await expect(listen('nonsense')).rejects.toThrow('401');
    await expect(listen(client.server.token, '/:/nothing')).rejects.toThrow('404');
  });

  it('closes every socket when the server goes down', async () => {
    const { socket } = await listen(client.server.token);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await client.control('POST', 'listeners/down', { scope: client.server.machineIdentifier });
    await closed;
    await client.control('POST', 'listeners/up', { scope: client.server.machineIdentifier });
    const again = await listen(client.server.token);
    again.socket.terminate();
  });

  it('speaks server-sent events with the filters that were asked for', async () => {
    const stop = new AbortController();
    const response = await client.pms('/:/eventsource/notifications?filters=timeline', { signal: stop.signal });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    await client.control('POST', 'sessions/start', { ratingKey: '1001' });
    await client.control('POST', 'items/add', { type: 'movie', title: 'Streamed' });
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk);
      if (text.includes('"state":5')) break;
    }
    stop.abort();
    expect(text).toContain('event: timeline\ndata: {"TimelineEntry":{');
    expect(text).not.toContain('event: playing');
    expect((await client.pms('/:/eventsource/notifications', { token: 'nonsense' })).status).toBe(401);
  });

  it('announces a scan', async () => {
    const { socket, messages } = await listen(client.server.token);
    expect((await client.pms('/library/sections/1/refresh', { method: 'POST' })).status).toBe(200);
    await settle();
    expect(messages.map(({ NotificationContainer: { type } }) => type)).toEqual(['activity', 'activity', 'status']);
    socket.terminate();
  });
});
