import { films } from '../testing/scripted-media-server';
import { useSync } from '../testing/sync-spec';
import { PageMemory, type Listing } from './page-memory.repository';

const CHANGE = `UPDATE media_items SET title = 'Changed by something else', content_hash = md5('else')::uuid WHERE rating_key = $1`;
const BURY = `UPDATE media_items SET deleted_at = now() WHERE rating_key = $1`;

describe('the memory of pages', () => {
  const spec = useSync(() => [{ key: '1', type: 'movie', title: 'Films', rows: films(1200) }]);
  let memory: PageMemory;
  let listing: Listing;
  let key: string;

  beforeEach(async () => {
    const { harness, plex, serverId, test } = spec;
    expect(await harness.run(serverId)).toMatchObject({ state: 'succeeded', itemsAdded: 1200 });
    memory = new PageMemory(test.database);
    const section = await test.database.row<{ id: string }>('SELECT id FROM library_sections');
    listing = { sectionId: section!.id, type: 'movie' };
    key = plex.sections[0].rows[700].ratingKey;
  });

  it('keeps every page with the ids of its items', async () => {
    const pages = await memory.load(listing);
    expect([...pages.keys()].sort((a, b) => a - b)).toEqual([0, 500, 1000]);
    const ids = await Promise.all([...pages.keys()].map((start) => memory.recall(listing, start)));
    expect(new Set(ids.flat()).size).toBe(1200);
  });

  it.each([
    ['was changed', CHANGE],
    ['is gone', BURY],
  ])('does not know a page any more of which a row %s, and knows the others still', async (_, statement) => {
    await spec.test.database.run(statement, [key]);
    expect(await memory.recall(listing, 500)).toBeNull();
    expect(await memory.recall(listing, 0)).toHaveLength(500);
  });

  it.each([
    ['was changed', CHANGE],
    ['is gone', BURY],
  ])('lets the same reply heal a row that %s', async (_, statement) => {
    const { harness, plex, serverId, test } = spec;
    await test.database.run(statement, [key]);
    expect(await harness.run(serverId)).toMatchObject({
      state: 'succeeded',
      itemsAdded: 0,
      itemsUpdated: 1,
      itemsRemoved: 0,
    });
    const row = await test.database.row('SELECT title, deleted_at FROM media_items WHERE rating_key = $1', [key]);
    expect(row).toEqual({ title: plex.sections[0].rows[700].title, deleted_at: null });
    expect(await memory.recall(listing, 500)).toHaveLength(500);
  });

  it('forgets pages that another mapping read', async () => {
    await spec.test.database.run('UPDATE sync_pages SET mapping_version = mapping_version - 1');
    expect((await memory.load(listing)).size).toBe(0);
    expect(await spec.harness.run(spec.serverId)).toMatchObject({ state: 'succeeded', itemsUpdated: 0 });
    expect((await memory.load(listing)).size).toBe(3);
  });
});
