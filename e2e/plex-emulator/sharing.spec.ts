import { startClient, type Client } from './testing/client';

describe('what members see', () => {
  let client: Client;
  beforeAll(async () => {
    client = await startClient({ servers: 2, plays: 400 });
  });
  afterAll(() => client.emulator.stop());

  it.each([
    ['ben', ['Films']],
    ['cleo', ['Films', 'Series']],
    ['Kid', ['Films', 'Series']],
  ])('%s sees %j and nothing else', async (account, titles) => {
    const token = await client.accessToken(account);
    expect((await client.container('/library/sections', { token })).Directory?.map(({ title }) => title)).toEqual(
      titles,
    );
    const music = await client.rows('/library/sections/3/all');
    expect((await client.pms('/library/sections/3/all', { token })).status).toBe(404);
    expect((await client.pms(`/library/metadata/${String(music[0].ratingKey)}`, { token })).status).toBe(404);
  });

  it('leaves hidden items out of a list of keys', async () => {
    const [show] = await client.rows('/library/sections/2/all');
    const rows = await client.rows(`/library/metadata/1001,${String(show.ratingKey)}`, {
      token: await client.accessToken('ben'),
    });
    expect(rows.map(({ ratingKey }) => ratingKey)).toEqual(['1001']);
  });

  it('keeps settings, accounts and devices to the owner', async () => {
    const token = await client.accessToken('cleo');
    for (const path of ['/:/prefs', '/accounts', '/devices', '/status/sessions'])
      expect([path, (await client.pms(path, { token })).status]).toEqual([path, 403]);
    for (const path of ['/:/prefs', '/accounts', '/devices', '/status/sessions'])
      expect([path, (await client.pms(path)).status]).toEqual([path, 200]);
  });

  it('keeps strangers and tokens of other servers out', async () => {
    expect((await client.pms('/library/sections', { token: client.token('mallory') })).status).toBe(401);
    const foreign = client.emulator.servers[1].token;
    expect((await client.pms('/library/sections', { token: foreign })).status).toBe(401);
    // The owner's account token opens every server of his.
    expect((await client.pms('/library/sections', { token: client.token('ada') })).status).toBe(200);
  });

  it('keeps the view state of each person apart', async () => {
    const counts = async (token?: string): Promise<number> =>
      (await client.rows('/library/sections/1/all', { token })).reduce(
        (sum, { viewCount }) => sum + Number(viewCount ?? 0),
        0,
      );
    const [ada, ben, cleo] = [
      await counts(),
      await counts(await client.accessToken('ben')),
      await counts(await client.accessToken('cleo')),
    ];
    expect(new Set([ada, ben, cleo]).size).toBe(3);
    expect(Math.min(ada, ben, cleo)).toBeGreaterThan(0);
  });
});
