import { asList, startClient, type Client, type Row } from './testing/client';

describe('items and their children', () => {
  let client: Client;
  let show: Row;
  beforeAll(async () => {
    client = await startClient({ shows: 12 });
    const shows = await client.rows('/library/sections/2/all');
    show = shows.find(({ childCount }) => Number(childCount) > 1) ?? shows[0];
  });
  afterAll(() => client.emulator.stop());

  it('leaves missing keys out of a list and answers 404 when all are missing', async () => {
    expect((await client.rows('/library/metadata/1001,1999999,1003')).map(({ ratingKey }) => ratingKey)).toEqual([
      '1001',
      '1003',
    ]);
    const gone = await client.pms('/library/metadata/1999999');
    expect(gone.status).toBe(404);
    expect(gone.headers.get('content-type')).toBe('text/html');
    expect(await gone.text()).toContain('<h1>404 Not Found</h1>');
  });

  it('puts an entry without a key before the seasons unless it is declined', async () => {
    const path = `/library/metadata/${String(show.ratingKey)}/children`;
    const withAll = await client.container(path);
    expect(withAll.Directory).toEqual([expect.objectContaining({ title: 'All episodes' })]);
    expect(withAll.Directory?.[0]).not.toHaveProperty('ratingKey');
    expect(withAll.size).toBe(Number(show.childCount) + 1);
    const without = await client.container(`${path}?excludeAllLeaves=1`);
    expect(without).not.toHaveProperty('Directory');
    expect(without.Metadata).toHaveLength(Number(show.childCount));
    const xml = asList(((await client.xml(path)).MediaContainer as Record<string, unknown>).Directory);
    expect(xml.filter(({ ratingKey }) => ratingKey === undefined)).toHaveLength(1);
  });

  it('leads from show to season to episode and back', async () => {
    expect(show.key).toBe(`/library/metadata/${String(show.ratingKey)}/children`);
    const seasons = await client.rows(`${String(show.key)}?excludeAllLeaves=1`);
    const episodes = (await Promise.all(seasons.map(({ key }) => client.rows(String(key))))).flat();
    expect(episodes).toHaveLength(Number(show.leafCount));
    expect(
      episodes.every((row) => row.grandparentRatingKey === show.ratingKey && row.grandparentTitle === show.title),
    ).toBe(true);
    const leaves = await client.rows(`/library/metadata/${String(show.ratingKey)}/allLeaves`);
    expect(leaves.map(({ ratingKey }) => ratingKey)).toEqual(episodes.map(({ ratingKey }) => ratingKey));
  });

  it('has a season 0 in some shows', async () => {
    const specials = (await client.rows('/library/sections/2/all?type=3')).filter(({ index }) => index === 0);
    expect(specials.length).toBeGreaterThan(0);
    expect(specials.every(({ title }) => title === 'Specials')).toBe(true);
  });

  it('has sizes beyond 32 bits, several versions and split files', async () => {
    const big = await startClient({ movies: 800 });
    const media = (await big.rows('/library/sections/1/all')).map(
      (row) => row.Media as { Part: { size: number; file: string }[] }[],
    );
    expect(media.some(([first]) => first.Part[0].size > 2 ** 31)).toBe(true);
    expect(media.some((versions) => versions.length > 1)).toBe(true);
    expect(media.some(([first]) => first.Part.length > 1)).toBe(true);
    await big.emulator.stop();
  });

  it('shares some titles between two servers by external ids', async () => {
    const two = await startClient({ servers: 2 });
    const guidsOf = async (server: number): Promise<string[]> =>
      (await two.truth(`server=${server}&type=movie`)).map(({ guid }) => String(guid));
    const [first, second] = [await guidsOf(0), await guidsOf(1)];
    const common = second.filter((guid) => first.includes(guid));
    expect(common.length).toBeGreaterThan(10);
    expect(common.length).toBeLessThan(50);
    await two.emulator.stop();
  });

  it('is the same world for the same seed and another for another', async () => {
    const [same, other] = [await startClient({ shows: 12 }), await startClient({ shows: 12, seed: 8 })];
    const body = async (of: Client): Promise<string> => (await of.pms('/library/sections/1/all')).text();
    expect(await body(same)).toBe(await body(client));
    expect(await body(other)).not.toBe(await body(client));
    expect(same.server.machineIdentifier).toBe(client.server.machineIdentifier);
    await same.emulator.stop();
    await other.emulator.stop();
  });

  it('lists collections with a counted string', async () => {
    const [collection] = await client.rows('/library/sections/1/collections');
    expect(collection).toMatchObject({ type: 'collection', childCount: expect.stringMatching(/^\d+$/) });
    expect(await client.rows(String(collection.key))).toHaveLength(Number(collection.childCount));
  });

  it('tags the members of a collection with its title', async () => {
    const [collection] = await client.rows('/library/sections/1/collections');
    const members = await client.rows(String(collection.key));
    const all = await client.rows('/library/sections/1/all');
    const tagged = all.filter(({ Collection }) =>
      (Collection as { tag: string }[] | undefined)?.some(({ tag }) => tag === collection.title),
    );
    expect(tagged.map(({ ratingKey }) => ratingKey).sort()).toEqual(members.map(({ ratingKey }) => ratingKey).sort());
  });

  it('describes itself, without allowMediaDeletion while that is off', async () => {
    const root = await client.container('/');
    expect(root).toMatchObject({
      friendlyName: 'Attic',
      machineIdentifier: client.server.machineIdentifier,
      myPlexUsername: 'ada@example.org',
    });
    expect(root).not.toHaveProperty('allowMediaDeletion');
    expect(await client.container('/:/prefs/get?id=allowMediaDeletion')).toMatchObject({
      Setting: [{ id: 'allowMediaDeletion', value: false }],
    });
    const identity = await fetch(`${client.server.uri}/identity`, { headers: { Accept: 'application/json' } });
    expect(await identity.json()).toMatchObject({
      MediaContainer: { machineIdentifier: client.server.machineIdentifier, claimed: true },
    });
  });

  it('answers a missing or wrong token with HTML', async () => {
    for (const path of ['/', '/library/sections', '/library/metadata/1001/thumb/1']) {
      const response = await client.pms(path, { token: 'wrong' });
      expect([response.status, response.headers.get('content-type')]).toEqual([401, 'text/html']);
    }
  });
});
