import type { Principal } from '../../common';
import { createTestDatabase, type TestDatabase } from '../../testing';
import { PlayAttachment } from '../history/play-attachment.repository';
import { PlayRepository } from '../history/play.repository';
import { MediaItemUpsert } from '../item/media-item-upsert.repository';
import { SectionSums } from '../item/section-sums.repository';
import { LibraryHarness, OWNER_ACCOUNT } from '../testing/library-harness';
import { plexItem } from '../testing/plex-items';
import { plexPlay } from '../testing/plex-plays';
import type { UnwatchedItemDto, UnwatchedListDto } from './insight.dto';

const DAY_MS = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY_MS);
const LONG_AGO = ago(500);
const FIRST_VIEW = ago(1000);

describe('what nobody watches', () => {
  let test: TestDatabase;
  let library: LibraryHarness;
  let admin: Principal;
  let films: { id: string; serverId: string };
  let series: { id: string; serverId: string };
  let unread: { id: string; serverId: string };

  const list = async (query = ''): Promise<UnwatchedListDto> =>
    (await library.ask(admin, `../insights/unwatched?${query}`)).body;
  const states = ({ items }: UnwatchedListDto) =>
    Object.fromEntries(items.map(({ item, state }) => [item.title, state]));

  async function write(section: { id: string; serverId: string }, items: Parameters<typeof plexItem>[]): Promise<void> {
    await library.get(MediaItemUpsert).writePage(
      section,
      items.map((item) => plexItem(...item)),
    );
    await library.get(SectionSums).owe([section.id], { walk: true }, library.database);
    await library.get(SectionSums).catchUp(section.id);
  }

  beforeAll(async () => {
    test = await createTestDatabase();
    library = await LibraryHarness.start(test.url);
    admin = await library.addUser(OWNER_ACCOUNT, 'admin');
    const [attic, barn] = [await library.addServer(), await library.addServer('http://127.0.0.1:10')];
    films = await library.addSection(attic, '1', 'movie');
    series = await library.addSection(attic, '2', 'show');
    unread = await library.addSection(barn, '1', 'movie');
    await write(films, [
      ['1', { title: 'Watched lately', addedAt: ago(900) }],
      ['2', { title: 'Watched long ago', addedAt: ago(900) }],
      ['3', { title: 'Never', addedAt: ago(300) }],
      ['4', { title: 'Older than the history', addedAt: ago(2000) }],
      ['5', { title: 'Marked by the owner', addedAt: ago(300), viewCount: 1, lastViewedAt: ago(2) }],
      ['6', { title: 'In the trash', addedAt: ago(300), available: false }],
      ['7', { title: 'Broken off', addedAt: ago(300) }],
      ['8', { title: 'From the future', addedAt: ago(-30) }],
    ]);
    await write(series, [
      ['20', { type: 'show', title: 'Half seen', addedAt: ago(900) }],
      ['21', { type: 'season', parentRatingKey: '20' }],
      ['22', { type: 'episode', parentRatingKey: '21', grandparentRatingKey: '20', addedAt: ago(900) }],
      ['23', { type: 'episode', parentRatingKey: '21', grandparentRatingKey: '20', addedAt: ago(100) }],
      ['30', { type: 'show', title: 'Unseen', addedAt: ago(100) }],
      ['31', { type: 'season', parentRatingKey: '30' }],
      ['32', { type: 'episode', parentRatingKey: '31', grandparentRatingKey: '30', addedAt: ago(100) }],
      ['40', { type: 'show', title: 'Empty', addedAt: ago(100) }],
    ]);
    await write(unread, [
      ['1', { title: 'Barn, seen lately', addedAt: ago(900), viewCount: 1, lastViewedAt: ago(5) }],
      ['2', { title: 'Barn, seen long ago', addedAt: ago(900), viewCount: 1, lastViewedAt: ago(800) }],
      ['3', { title: 'Barn, not seen', addedAt: ago(10) }],
    ]);
    await library.database.run(
      `INSERT INTO history_imports (server_id, owner_account_id, whole_at) VALUES ($1, 501, now()), ($2, 501, NULL)`,
      [attic, barn],
    );
    await library
      .get(PlayRepository)
      .writePage({ id: attic, ownerAccountId: OWNER_ACCOUNT }, [
        plexPlay('first', { ratingKey: null, viewedAt: FIRST_VIEW }),
        plexPlay('a', { ratingKey: '1', accountId: '77', viewedAt: ago(3) }),
        plexPlay('b', { ratingKey: '2', accountId: '77', viewedAt: LONG_AGO }),
        plexPlay('c', { ratingKey: '2', viewedAt: ago(600) }),
        plexPlay('d', { ratingKey: '22', type: 'episode', viewedAt: ago(400) }),
      ]);
    await library.database.run(
      `INSERT INTO plays (server_id, history_key, account_id, rating_key, type, viewed_at, completion)
       VALUES ($1, 'session:1', 1, '7', 'movie', $2, 20)`,
      [attic, ago(1)],
    );
    await library.get(PlayAttachment).attach(attic);
  });

  afterAll(async () => {
    await library.stop();
    await test.drop();
  });

  it('is never, idle or unknown, and left out where somebody watches it', async () => {
    expect(states(await list('limit=100'))).toEqual({
      'Watched long ago': 'idle',
      Never: 'never',
      'From the future': 'never',
      'Older than the history': 'unknown',
      'Half seen': 'idle',
      Unseen: 'never',
      'Barn, seen long ago': 'unknown',
      'Barn, not seen': 'unknown',
    });
  });

  it('shows views by everybody, and none where the history was never read whole', async () => {
    const { items } = await list('limit=100');
    const of = (title: string): UnwatchedItemDto => items.find(({ item }) => item.title === title)!;
    expect(of('Watched long ago')).toMatchObject({ plays: 2, lastViewedAt: expect.any(String), bytes: 1000 });
    expect(Date.parse(of('Watched long ago').lastViewedAt!)).toBeCloseTo(LONG_AGO.getTime(), -5);
    expect(of('Half seen')).toMatchObject({ plays: 1, leaves: 2, bytes: 2000 });
    expect(of('Never')).toMatchObject({ plays: 0, lastViewedAt: null });
    expect(of('Barn, seen long ago')).toMatchObject({ plays: null, lastViewedAt: expect.any(String) });
  });

  it('begins after as many days as are asked for', async () => {
    expect(Object.keys(states(await list('state=idle&idleDays=450')))).toEqual(['Watched long ago']);
    expect(states(await list('state=idle&idleDays=2'))).toMatchObject({ 'Watched lately': 'idle' });
  });

  it.each<[string, string[]]>([
    ['state=never&sort=title', ['From the future', 'Never', 'Unseen']],
    ['state=never&sort=title&order=desc', ['Unseen', 'Never', 'From the future']],
    ['type=show&sort=title', ['Half seen', 'Unseen']],
    ['sizeMin=1001', ['Half seen']],
    ['state=never&sort=addedAt', ['From the future', 'Unseen', 'Never']],
    ['state=idle&sort=lastViewedAt', ['Half seen', 'Watched long ago']],
    ['q=barn&sort=title', ['Barn, not seen', 'Barn, seen long ago']],
  ])('is listed for %s', async (query, titles) => {
    expect((await list(query)).items.map(({ item }) => item.title)).toEqual(titles);
  });

  it('is narrowed by place', async () => {
    expect(Object.values(states(await list(`sectionId=${unread.id}`)))).toEqual(['unknown', 'unknown']);
    expect((await list(`serverId=${unread.serverId}`)).items).toHaveLength(2);
    const { status } = await library.ask(admin, '../insights/unwatched?sectionId=none');
    expect(status).toBe(404);
  });

  it.each(['bytes', 'addedAt', 'lastViewedAt', 'title'])('pages by %s', async (sort) => {
    const whole = (await list(`sort=${sort}&limit=100`)).items.map(({ item }) => item.id);
    const ids: string[] = [];
    let cursor = '';
    do {
      const page = await list(`sort=${sort}&limit=3${cursor && `&cursor=${cursor}`}`);
      ids.push(...page.items.map(({ item }) => item.id));
      cursor = page.nextCursor ?? '';
    } while (cursor !== '');
    expect(ids).toEqual(whole);
  });

  it('is counted in the summary as it is listed, with what is known of each history', async () => {
    const { body } = await library.ask(admin, '../insights/summary');
    const items = (await list('limit=100')).items;
    for (const { state, items: count, bytes } of body.unwatched) {
      const listed = items.filter((item) => item.state === state);
      expect([state, count, bytes]).toEqual([
        state,
        listed.length,
        listed.reduce((sum, item) => sum + (item.bytes ?? 0), 0),
      ]);
    }
    expect(body.history.map(({ whole }: { whole: boolean }) => whole).sort()).toEqual([false, true]);
    const attic = body.history.find(({ serverId }: { serverId: string }) => serverId === films.serverId);
    expect(Date.parse(attic.since)).toBeCloseTo(FIRST_VIEW.getTime(), -5);
  });

  it('is known as soon as the history was read whole', async () => {
    await library.database.run('UPDATE history_imports SET whole_at = now() WHERE server_id = $1', [unread.serverId]);
    await library
      .get(PlayRepository)
      .writePage({ id: unread.serverId, ownerAccountId: OWNER_ACCOUNT }, [
        plexPlay('old', { ratingKey: null, viewedAt: ago(50) }),
      ]);
    await library.get(PlayAttachment).attach(unread.serverId);
    await library.database.run(`UPDATE library_sections SET insight_at = insight_at - interval '2 seconds'`);
    expect(states(await list(`sectionId=${unread.id}`))).toEqual({
      'Barn, seen long ago': 'idle',
      'Barn, not seen': 'never',
    });
  });

  it('is not told by an item that went away since', async () => {
    await library.database.run(`UPDATE media_items SET deleted_at = now() WHERE title = 'Never'`);
    expect(states(await list('state=never'))).not.toHaveProperty('Never');
  });

  it.each([
    ['idleDays=0', 'idleDays'],
    ['state=idler', 'state'],
    ['type=episode', 'type'],
    ['sizeMin=-1', 'sizeMin'],
    ['sort=plays', 'sort'],
    ['days=3', 'days'],
  ])('refuses %s by naming %s', async (query, field) => {
    const { status, body } = await library.ask(admin, `../insights/unwatched?${query}`);
    expect([status, body.errors[0].field]).toEqual([400, field]);
  });
});
