import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Principal } from '../../common';
import { Broadcast } from '../../infra/broadcast';
import { PlexError, ServerRegistry } from '../../plex';
import { MediaItemUpsert } from '../item/media-item-upsert.repository';
import { createTestDatabase, eventually, withClockOff, type TestDatabase } from '../../testing';
import { LibraryHarness, OWNER_ACCOUNT } from '../testing/library-harness';
import { plexItem } from '../testing/plex-items';
import { SectionRepository } from './section.repository';
import { SectionService } from './section.service';

interface Listed {
  key: string;
  uuid: string;
  title: string;
  type: string;
}

const MOVIES: Listed = { key: '1', uuid: 'u1', title: 'Movies', type: 'movie' };
const SHOWS: Listed = { key: '2', uuid: 'u2', title: 'Shows', type: 'show' };
const PHOTOS: Listed = { key: '3', uuid: 'u3', title: 'Photos', type: 'photo' };

describe('sections', () => {
  let testDatabase: TestDatabase;
  let library: LibraryHarness;
  let media: Server;
  let sections: Listed[];
  let fails: boolean;
  let admin: Principal;
  let user: Principal;
  let serverId: string;
  let machineIdentifier: string;

  beforeAll(async () => {
    media = createServer((_, response) => {
      if (fails) {
        response.writeHead(500).end('<html>no</html>');
        return;
      }
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({
          MediaContainer: {
            machineIdentifier,
            size: sections.length,
            ...(sections.length ? { Directory: sections } : {}),
          },
        }),
      );
    }).listen(0, '127.0.0.1');
    await once(media, 'listening');
    testDatabase = await createTestDatabase();
    library = await LibraryHarness.start(testDatabase.url);
    admin = await library.addUser(OWNER_ACCOUNT, 'admin');
    user = await library.addUser('777', 'user');
  });

  afterAll(async () => {
    await library.stop();
    await testDatabase.drop();
    media.close();
  });

  beforeEach(async () => {
    fails = false;
    sections = [MOVIES, SHOWS, PHOTOS];
    serverId = await library.addServer(`http://127.0.0.1:${(media.address() as AddressInfo).port}`);
    ({ machineIdentifier } = (await library.database.row<{ machineIdentifier: string }>(
      `SELECT machine_identifier AS "machineIdentifier" FROM plex_servers WHERE id = $1`,
      [serverId],
    ))!);
    await refresh();
  });

  afterEach(() => library.database.run('DELETE FROM plex_servers'));

  const refresh = () => library.get(SectionService).refreshFrom({ id: serverId });
  const list = async (principal: Principal) => (await library.ask(principal, 'sections')).body.items;
  const titles = async (principal: Principal) => (await list(principal)).map(({ title }: Listed) => title);
  const setEnabled = (id: string, enabled: unknown, principal = admin) =>
    library.ask(principal, `sections/${id}`, { method: 'PATCH', body: JSON.stringify({ enabled }) });

  it('are those of the server, movies, shows and music enabled', async () => {
    expect(await list(admin)).toMatchObject([
      {
        serverId,
        serverName: (await library.get(ServerRegistry).get(serverId)).name,
        key: '1',
        title: 'Movies',
        type: 'movie',
        enabled: true,
        missing: false,
        itemCount: 0,
        leafCount: 0,
        sizeBytes: 0,
        lastSyncedAt: null,
      },
      { key: '3', title: 'Photos', type: 'photo', enabled: false },
      { key: '2', title: 'Shows', enabled: true },
    ]);
    expect((await library.get(SectionService).listEnabled(serverId)).map(({ title }) => title)).toEqual([
      'Movies',
      'Shows',
    ]);
  });

  it('are read when a server is registered', async () => {
    await library.database.run('DELETE FROM library_sections');
    await library.get(ServerRegistry).announce(await library.get(ServerRegistry).get(serverId));
    expect(await titles(admin)).toEqual(['Movies', 'Photos', 'Shows']);
  });

  it('stay as they are when the list cannot be read or is empty', async () => {
    const before = await list(admin);
    fails = true;
    await expect(refresh()).rejects.toBeInstanceOf(PlexError);
    fails = false;
    sections = [];
    await refresh();
    expect(await list(admin)).toEqual(before);
  });

  it('that are gone keep their items for administrators, vanish for users, and come back', async () => {
    const [movies] = await list(admin);
    await library.share(user, serverId, ['1', '2']);
    await library.get(MediaItemUpsert).writePage({ id: movies.id, serverId }, [plexItem('1')]);
    expect(await titles(user)).toEqual(['Movies', 'Shows']);
    sections = [SHOWS, PHOTOS];
    await refresh();
    expect(await list(admin)).toMatchObject([
      { title: 'Movies', missing: true },
      { missing: false },
      { missing: false },
    ]);
    expect(await titles(user)).toEqual(['Shows']);
    expect((await library.ask(admin, 'items')).body.items).toHaveLength(1);
    expect((await library.ask(user, 'items')).body.items).toEqual([]);
    expect((await library.get(SectionService).listEnabled(serverId)).map(({ title }) => title)).toEqual(['Shows']);
    sections = [MOVIES, SHOWS, PHOTOS];
    await refresh();
    expect(await list(admin)).toMatchObject([{ id: movies.id, missing: false }, {}, {}]);
    expect((await library.ask(user, 'items')).body.items).toHaveLength(1);
  });

  it('that were created anew under an old key are new ones, and a share does not reach the old one', async () => {
    const [movies] = await list(admin);
    await library.share(user, serverId, ['1']);
    await library.get(MediaItemUpsert).writePage({ id: movies.id, serverId }, [plexItem('1')]);
    sections = [{ ...MOVIES, uuid: 'other', title: 'New movies' }, SHOWS, PHOTOS];
    await refresh();
    const after = await list(admin);
    expect(after.map(({ title, missing }: { title: string; missing: boolean }) => [title, missing])).toEqual([
      ['Movies', true],
      ['New movies', false],
      ['Photos', false],
      ['Shows', false],
    ]);
    expect(await titles(user)).toEqual(['New movies']);
    expect((await library.ask(user, 'items')).body.items).toEqual([]);
  });

  it('that one wrong answer named, and that never held a title, are forgotten after an hour', async () => {
    const [movies] = await list(admin);
    await library.get(MediaItemUpsert).writePage({ id: movies.id, serverId }, [plexItem('1')]);
    sections = [MOVIES, SHOWS, PHOTOS].map((section) => ({ ...section, uuid: '-1', title: `${section.title}?` }));
    await refresh();
    sections = [MOVIES, SHOWS, PHOTOS];
    await refresh();
    const named = ['Movies', 'Movies?', 'Photos', 'Photos?', 'Shows', 'Shows?'];
    expect(await titles(admin)).toEqual(named);
    await library.database.run(`UPDATE library_sections SET missing_at = missing_at - interval '61 minutes'`);
    // What holds titles waits for a person, however long.
    sections = [SHOWS, PHOTOS];
    await refresh();
    expect(await list(admin)).toMatchObject([
      { id: movies.id, missing: true },
      { title: 'Photos' },
      { title: 'Shows' },
    ]);
    await library.database.run(`UPDATE library_sections SET missing_at = missing_at - interval '61 minutes'`);
    await refresh();
    expect(await titles(admin)).toEqual(['Movies', 'Photos', 'Shows']);
  });

  it('can be refreshed by two at once', async () => {
    await library.database.run('DELETE FROM library_sections');
    await Promise.all([refresh(), refresh(), refresh()]);
    expect(await titles(admin)).toEqual(['Movies', 'Photos', 'Shows']);
  });

  it('that are disabled disappear from every listing at once, for administrators too', async () => {
    const [movies] = await list(admin);
    await library.get(MediaItemUpsert).writePage({ id: movies.id, serverId }, [plexItem('1')]);
    expect((await library.ask(admin, 'items/count')).body).toEqual({ count: 1 });
    const answer = await setEnabled(movies.id, false);
    expect([answer.status, answer.body]).toEqual([200, { ...movies, enabled: false }]);
    expect((await library.ask(admin, 'items/count')).body).toEqual({ count: 0 });
    expect((await library.ask(admin, `items?sectionId=${movies.id}`)).status).toBe(404);
    expect(await titles(admin)).toContain('Movies');
    await setEnabled(movies.id, true);
    expect((await library.ask(admin, 'items/count')).body).toEqual({ count: 1 });
  });

  it('of a type that is not mirrored cannot be enabled', async () => {
    const photos = (await list(admin)).find(({ title }: Listed) => title === 'Photos');
    const answer = await setEnabled(photos.id, true);
    expect([answer.status, answer.body.code]).toEqual([422, 'section-type-unsupported']);
  });

  it('that do not exist are not found, and malformed changes are refused', async () => {
    const [movies] = await list(admin);
    expect((await setEnabled('nothing', true)).status).toBe(404);
    expect((await setEnabled('00000000-0000-4000-8000-000000000000', true)).status).toBe(404);
    for (const enabled of ['true', 1, null, undefined]) expect((await setEnabled(movies.id, enabled)).status).toBe(400);
  });

  it('follow a changed share as soon as it is announced', async () => {
    const shareSilently = (keys: string[]) =>
      library.database.run(
        `INSERT INTO server_members (user_id, server_id, section_keys, sealed_token) VALUES ($1, $2, $3, 'sealed')
         ON CONFLICT (user_id, server_id) DO UPDATE SET section_keys = EXCLUDED.section_keys`,
        [user.userId, serverId, keys],
      );
    // What is held is held for seconds only: here they do not pass.
    const clock = jest.spyOn(performance, 'now').mockReturnValue(performance.now());
    expect(await titles(user)).toEqual([]);
    await shareSilently(['1']);
    expect(await titles(user)).toEqual([]);
    clock.mockRestore();
    library.get(Broadcast).publish('access', { userId: user.userId });
    await eventually(async () => expect(await titles(user)).toEqual(['Movies']));
    await shareSilently([]);
    library.get(Broadcast).publish('access', { all: true });
    await eventually(async () => expect(await titles(user)).toEqual([]));
  });

  it('remember when they were last synced', async () => {
    const [movies] = await list(admin);
    const before = Date.now();
    await withClockOff(-3_600_000, () => library.get(SectionRepository).markSynced(movies.id));
    const at = Date.parse((await list(admin))[0].lastSyncedAt!);
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThanOrEqual(Date.now());
  });
});
