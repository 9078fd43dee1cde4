import type { Principal } from '../../common';
import { createTestDatabase, type TestDatabase } from '../../testing';
import { MediaItemUpsert } from '../item/media-item-upsert.repository';
import { LibraryHarness, OWNER_ACCOUNT } from '../testing/library-harness';
import { plexItem } from '../testing/plex-items';
import { plexPlay } from '../testing/plex-plays';
import { PlayRepository } from './play.repository';

describe('who watched an item', () => {
  let test: TestDatabase;
  let library: LibraryHarness;
  let admin: Principal;
  let ben: Principal;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    test = await createTestDatabase();
    library = await LibraryHarness.start(test.url);
    admin = await library.addUser(OWNER_ACCOUNT, 'admin');
    ben = await library.addUser('777', 'user');
    const id = await library.addServer();
    const upsert = library.get(MediaItemUpsert);
    await upsert.writePage(await library.addSection(id, '1', 'movie'), [plexItem('1')]);
    const series = await library.addSection(id, '2', 'show');
    await upsert.writePage(series, [
      plexItem('10', { type: 'show' }),
      plexItem('11', { type: 'season', parentRatingKey: '10' }),
    ]);
    await upsert.writePage(series, [
      plexItem('12', { type: 'episode', parentRatingKey: '11', grandparentRatingKey: '10' }),
      plexItem('13', { type: 'episode', parentRatingKey: '11', grandparentRatingKey: '10' }),
    ]);
    for (const { key, id: own } of await test.database.rows<{ key: string; id: string }>(
      'SELECT rating_key AS key, id FROM media_items',
    ))
      ids[key] = own;
    const play = (key: string, accountId: string, day: number, type = 'movie') =>
      plexPlay(`${key}-${accountId}-${day}`, {
        ratingKey: key,
        accountId,
        type,
        viewedAt: new Date(Date.UTC(2026, 0, day)),
      });
    await library
      .get(PlayRepository)
      .writePage({ id, ownerAccountId: OWNER_ACCOUNT }, [
        play('1', '777', 1),
        play('1', '777', 3),
        play('1', '555', 2),
        play('1', '0', 4),
        play('12', '777', 5, 'episode'),
        play('13', '1', 6, 'episode'),
      ]);
  });

  afterAll(async () => {
    await library.stop();
    await test.drop();
  });

  const watchers = (who: Principal, id: string) => library.ask(who, `items/${id}/watchers`);

  it('names people with their views, the last first, and nobody for views that belong to none', async () => {
    const { status, body } = await watchers(admin, ids['1']);
    expect(status).toBe(200);
    expect(body.items).toEqual([
      expect.objectContaining({ displayName: 'Name', plays: 2, finished: 2, lastViewedAt: '2026-01-03T00:00:00.000Z' }),
      { userId: null, displayName: null, plays: 1, finished: 1, lastViewedAt: '2026-01-02T00:00:00.000Z' },
    ]);
  });

  it.each(['10', '11'])('counts the episodes of show and season (%s)', async (key) => {
    const { body } = await watchers(admin, ids[key]);
    expect(body.items.map((each: { plays: number }) => each.plays)).toEqual([1, 1]);
  });

  it('is for items that are there', async () => {
    for (const id of ['999999', 'x', '0']) expect((await watchers(admin, id)).status).toBe(404);
    expect((await watchers(ben, ids['1'])).status).toBe(404);
  });
});
