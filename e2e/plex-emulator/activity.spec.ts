import { EPOCH, asList, startClient, type Client, type Row } from './testing/client';

const IDENTIFIER = 'identifier=com.plexapp.plugins.library';

describe('watch history', () => {
  let client: Client;
  let plays: Row[];
  beforeAll(async () => {
    client = await startClient({ movies: 120, shows: 10, plays: 900 });
    const text = await (await fetch(`${client.emulator.control}/truth/plays`)).text();
    plays = text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Row);
  });
  afterAll(() => client.emulator.stop());

  const history = (query = '', token?: string): Promise<Row[]> =>
    client.rows(`/status/sessions/history/all?${query}`, { token });

  it('shows the owner every row, newest first when asked so', async () => {
    const rows = await client.everything('/status/sessions/history/all?sort=viewedAt:desc');
    expect(rows.map(({ historyKey }) => historyKey)).toEqual(plays.map(({ historyKey }) => historyKey).reverse());
    const times = rows.map(({ viewedAt }) => Number(viewedAt));
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(times[0]).toBeLessThanOrEqual(EPOCH);
    expect(rows.length).toBeGreaterThan(600);
  });

  it('calls the owner 1 and everybody else by the plex.tv number', async () => {
    const accounts = new Set((await history()).map(({ accountID }) => accountID));
    expect(accounts).toEqual(new Set([1, 4_242_002, 4_242_003, 4_242_004]));
    const { Account } = (await client.container('/accounts')) as unknown as { Account: Row[] };
    expect(Account).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: 1, name: 'ada' }), expect.objectContaining({ id: 0 })]),
    );
  });

  it('has the section as a string and paths to the parents', async () => {
    const episode = (await history()).find(({ type }) => type === 'episode');
    expect(episode).toMatchObject({
      librarySectionID: '2',
      key: expect.stringMatching(/^\/library\/metadata\/\d+$/),
      grandparentKey: expect.stringMatching(/^\/library\/metadata\/\d+$/),
      accountID: expect.any(Number),
    });
  });

  it('filters by account, section, item, show and time', async () => {
    const count = (test: (play: Row) => boolean): number => plays.filter(test).length;
    expect(await history('accountID=4242002')).toHaveLength(
      count(({ localAccountId }) => localAccountId === 4_242_002),
    );
    expect(await history('librarySectionID=2')).toHaveLength(count(({ sectionKey }) => sectionKey === '2'));
    const mark = Number(plays[400].viewedAt);
    expect(await history(`viewedAt>=${mark}`)).toHaveLength(count(({ viewedAt }) => Number(viewedAt) >= mark));
    expect(await history(`viewedAt%3E%3E=${mark}`)).toHaveLength(count(({ viewedAt }) => Number(viewedAt) > mark));
    const episode = (await history('librarySectionID=2'))[0];
    const show = String(episode.grandparentKey).split('/').pop();
    const ofShow = await history(`metadataItemID=${show}`);
    expect(ofShow.length).toBeGreaterThan(0);
    expect(ofShow.every(({ grandparentKey }) => grandparentKey === episode.grandparentKey)).toBe(true);
  });

  it('shows others their own rows only', async () => {
    const rows = await history('', await client.accessToken('ben'));
    expect(rows).toHaveLength(plays.filter(({ localAccountId }) => localAccountId === 4_242_002).length);
    expect(rows.every(({ accountID }) => accountID === 4_242_002)).toBe(true);
  });

  it('agrees with the view counts of the library', async () => {
    const ada = new Map<string, number>();
    for (const { ratingKey, localAccountId } of plays)
      if (localAccountId === 1) ada.set(String(ratingKey), (ada.get(String(ratingKey)) ?? 0) + 1);
    const movies = await client.rows('/library/sections/1/all');
    for (const { ratingKey, viewCount } of movies)
      expect([ratingKey, viewCount]).toEqual([ratingKey, ada.get(String(ratingKey))]);
    expect(movies.some(({ viewCount }) => Number(viewCount) > 0)).toBe(true);
  });

  it('keeps the row of a deleted item, without the way to it', async () => {
    const play = plays.find(({ type }) => type === 'movie') as Row;
    await client.control('POST', 'items/delete', { ratingKey: play.ratingKey });
    const row = (await history()).find(({ historyKey }) => historyKey === play.historyKey);
    expect(row).toMatchObject({ title: play.title, viewedAt: play.viewedAt });
    expect(row).not.toHaveProperty('ratingKey');
    expect(row).not.toHaveProperty('key');
  });
});

describe('what people do', () => {
  let client: Client;
  beforeAll(async () => {
    client = await startClient({ plays: 0 });
  });
  afterAll(() => client.emulator.stop());

  const movie = async (key: number, token?: string): Promise<Row> =>
    (await client.rows(`/library/metadata/${key}`, { token }))[0];
  const historySize = async (): Promise<number> => (await client.container('/status/sessions/history/all')).size;

  it('marks as seen for the caller alone, without a row of history', async () => {
    const done = await client.pms(`/:/scrobble?${IDENTIFIER}&key=1001`, { method: 'PUT' });
    expect([done.status, done.headers.get('content-type'), await done.text()]).toEqual([200, 'text/html', '']);
    expect(await movie(1001)).toMatchObject({ viewCount: 1, lastViewedAt: expect.any(Number) });
    expect(await movie(1001, await client.accessToken('ben'))).not.toHaveProperty('viewCount');
    expect(await historySize()).toBe(0);
    await client.pms(`/:/unscrobble?${IDENTIFIER}&key=1001`);
    expect(await movie(1001)).not.toHaveProperty('viewCount');
    expect((await client.pms('/:/scrobble?key=1001')).status).toBe(400);
  });

  it('marks every episode of a show', async () => {
    const [show] = await client.rows('/library/sections/2/all');
    expect(show).toMatchObject({ viewedLeafCount: 0 });
    await client.pms(`/:/scrobble?${IDENTIFIER}&key=${String(show.ratingKey)}`);
    const [after] = await client.rows(`/library/metadata/${String(show.ratingKey)}`);
    expect(after.viewedLeafCount).toBe(show.leafCount);
  });

  it('rates, and takes the rating back with -1', async () => {
    await client.pms(`/:/rate?${IDENTIFIER}&key=1002&rating=7`);
    expect(await movie(1002)).toMatchObject({ userRating: 7 });
    await client.pms(`/:/rate?${IDENTIFIER}&key=1002&rating=-1`);
    expect(await movie(1002)).not.toHaveProperty('userRating');
    expect((await client.pms(`/:/rate?${IDENTIFIER}&key=1002&rating=11`)).status).toBe(400);
  });

  it('opens a session by timeline, shows it, and records what was seen to the end', async () => {
    const token = await client.accessToken('cleo');
    const { duration } = await movie(1003);
    const report = (state: string, share: number): Promise<Response> =>
      client.pms(
        `/:/timeline?ratingKey=1003&key=/library/metadata/1003&state=${state}&time=${Math.round(Number(duration) * share)}&duration=${String(duration)}`,
        { token },
      );
    await report('playing', 0.1);
    await report('paused', 0.4);
    const [session] = await client.rows('/status/sessions');
    expect(session).toMatchObject({
      ratingKey: '1003',
      viewOffset: Math.round(Number(duration) * 0.4),
      User: { id: '4242003', title: 'cleo' },
      Player: { state: 'paused' },
      Session: { location: 'lan' },
    });
    expect((session.Media as { Part: { Stream: Row[] }[] }[])[0].Part[0].Stream.length).toBeGreaterThan(1);
    expect(await movie(1003, token)).toMatchObject({ viewOffset: Math.round(Number(duration) * 0.4) });
    await report('stopped', 0.95);
    expect(await client.rows('/status/sessions')).toEqual([]);
    expect(await client.rows('/status/sessions/history/all')).toEqual([
      expect.objectContaining({ ratingKey: '1003', accountID: 4_242_003 }),
    ]);
    expect(await movie(1003, token)).toMatchObject({ viewCount: 1 });
  });

  it('shows one item once for each viewer, to the owner only', async () => {
    for (const account of ['ada', 'ben'])
      await client.control('POST', 'sessions/start', { ratingKey: '1004', account, transcode: account === 'ben' });
    const xml = asList(((await client.xml('/status/sessions')).MediaContainer as Row).Video);
    expect(xml.map(({ ratingKey }) => ratingKey)).toEqual(['1004', '1004']);
    expect(xml.map(({ User }) => (User as Row).title)).toEqual(['ada', 'ben']);
    expect(xml[1]).toHaveProperty('TranscodeSession');
    expect((await client.pms('/status/sessions', { token: await client.accessToken('ben') })).status).toBe(403);
  });

  it('takes plays and view state from the control API', async () => {
    const before = await historySize();
    await client.control('POST', 'plays', { ratingKey: '1010', account: 'Kid', viewedAt: EPOCH - 500 });
    expect(await historySize()).toBe(before + 1);
    await client.control('POST', 'views', { ratingKey: '1011', account: 'ada', viewCount: 4, lastViewedAt: EPOCH - 9 });
    expect(await movie(1011)).toMatchObject({ viewCount: 4, lastViewedAt: EPOCH - 9 });
    expect(await historySize()).toBe(before + 1);
  });

  it('comes alive: sessions run at the speed of the clock, finish into the history, titles arrive', async () => {
    await client.control('POST', 'clock', { speed: 600 });
    const [films, plays] = [await client.container('/library/sections/1/all'), await historySize()];
    await client.control('POST', 'live', { ticks: 120 });
    expect(await historySize()).toBeGreaterThan(plays);
    const episodes = await client.container('/library/sections/2/all?type=4');
    expect((await client.container('/library/sections/1/all')).size + episodes.size).toBeGreaterThan(films.size);
    const [newest] = await client.rows('/library/sections/1/all?sort=addedAt:desc&X-Plex-Container-Size=1');
    expect(Math.abs(Number(newest.addedAt) - Date.now() / 1000)).toBeLessThan(60);
  });
});
