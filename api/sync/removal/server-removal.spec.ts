import { Browser } from '../../auth/testing/browser';
import { People, SETUP_CODE } from '../../auth/testing/people';
import { ScriptedPlex } from '../../auth/testing/scripted-plex';
import { createTestApp, createTestDatabase, type TestApp, type TestDatabase } from '../../testing';
import type { AuditListDto } from '../../infra/audit/audit.dto';
import type { ServerRemovalDto } from './server-removal.dto';

const OTHER = '00000000-0000-4000-8000-0000000000aa';

let plex: ScriptedPlex;
let database: TestDatabase;
let app: TestApp;
let people: People;
let admin: Browser;
let serverId: string;

beforeEach(async () => {
  plex = new ScriptedPlex();
  await plex.start();
  database = await createTestDatabase();
  app = await createTestApp({ databaseUrl: database.url, plexTvUrl: plex.url, env: { SETUP_CODE } });
  people = new People(app.url, plex, database.database);
  admin = await people.setUp();
  [{ id: serverId }] = await database.database.rows<{ id: string }>('SELECT id FROM plex_servers');
  await fill();
});
afterEach(async () => {
  await app.close();
  await database.drop();
  await plex.stop();
});

async function fill(): Promise<void> {
  const run = (text: string, values: unknown[] = []) => database.database.run(text, values);
  await run(
    `INSERT INTO plex_servers (id, machine_identifier, name, owned, uri, sealed_token, owner_account_id)
     SELECT $1, 'other', 'Other', true, 'http://127.0.0.1:1', sealed_token, owner_account_id FROM plex_servers`,
    [OTHER],
  );
  await run(
    `INSERT INTO library_sections (server_id, key, title, type, enabled)
     SELECT id, '1', 'Films', 'movie', true FROM plex_servers UNION ALL SELECT $1, '2', 'Shows', 'show', false`,
    [serverId],
  );
  await run(
    `INSERT INTO media_items (server_id, section_id, rating_key, type, title, sort_title, sort_key, search_text, added_at,
                              content_hash, available, deleted_at)
     SELECT s.server_id, s.id, i::text, CASE WHEN i % 2 = 0 THEN 'movie' ELSE 'episode' END, 'T', 'T', 't', 't', now(),
            md5(i::text)::uuid, i <> 2, CASE i WHEN 4 THEN now() END
       FROM library_sections s CROSS JOIN generate_series(1, 10) i WHERE s.key = '1'`,
  );
  await run(
    `INSERT INTO plays (server_id, history_key, account_id, viewed_at)
     SELECT id, i::text, 1, '2020-01-01'::timestamptz + i * interval '1 day' FROM plex_servers CROSS JOIN generate_series(1, 3) i
      WHERE id = $1 OR i = 1`,
    [serverId],
  );
  await run(`INSERT INTO user_views (plex_account_id, item_id, section_id, type, view_count, watched)
             SELECT 601, id, section_id, type, 1, true FROM media_items WHERE rating_key IN ('1', '3')`);
  await run(`INSERT INTO section_sizes (section_id, day, item_count, leaf_count, size_bytes, derived)
             SELECT s.id, d, 1, 1, 1, d < '2026-01-03'
               FROM library_sections s, unnest('{2026-01-02,2026-01-03,2026-01-04}'::date[]) d`);
  await run(`INSERT INTO sync_runs (server_id, mode, trigger, state, finished_at)
             SELECT id, 'full', 'manual', 'succeeded', now() FROM plex_servers`);
}

it('tells what goes with a server, and that is what goes', async () => {
  await people.friend(601);
  const both = await people.friend(602);
  await database.database.run(
    `INSERT INTO server_members (user_id, server_id, section_keys, sealed_token) VALUES ($1, $2, '{1}', 'sealed')`,
    [both.user.id, OTHER],
  );
  const before = await census();
  const { status, body } = await admin.get<ServerRemovalDto>(`/plex/servers/${serverId}/removal`);
  expect(status).toBe(200);
  expect(body).toEqual({
    serverId,
    serverName: 'Scripted',
    sections: 2,
    itemsInTrash: 1,
    items: [
      { type: 'movie', count: 3 },
      { type: 'episode', count: 5 },
    ],
    playsRemoved: 3,
    playsKept: 1,
    oldestPlayAt: '2020-01-02T00:00:00.000Z',
    runs: 1,
    viewStates: 2,
    sizeDays: 3,
    usersLeftWithout: 1,
  });
  expect(await census()).toEqual(before);
  expect((await admin.delete(`/plex/servers/${serverId}`)).status).toBe(204);
  const after = await census();
  expect(before.trash - after.trash).toBe(body.itemsInTrash);
  expect(before.views - after.views).toBe(body.viewStates);
  // Two sections of the server, each with these days.
  expect(before.sizes - after.sizes).toBe(2 * body.sizeDays);
  expect(before.plays - after.plays).toBe(body.playsRemoved);
  expect(after.plays).toBe(body.playsKept);
  expect(before.runs - after.runs).toBe(body.runs);
  expect(before.sections - after.sections).toBe(body.sections);
  expect(before.items - after.items).toBe(body.items.reduce((sum, { count }) => sum + count, 0));
});

it('is noted in the audit log with what went', async () => {
  expect((await admin.delete(`/plex/servers/${serverId}`)).status).toBe(204);
  const { body } = await admin.get<AuditListDto>('/audit?action=server.remove');
  expect(body.items[0]).toMatchObject({
    outcome: 'done',
    target: { id: serverId, name: 'Scripted' },
    changes: [
      { field: 'libraries', from: '2', to: '0' },
      { field: 'titles', from: '9', to: '0' },
      { field: 'plays', from: '3', to: '0' },
    ],
  });
});

it('tells of a server without anything that nothing goes', async () => {
  await database.database.run('DELETE FROM library_sections WHERE server_id = $1', [OTHER]);
  await database.database.run('DELETE FROM plays WHERE server_id = $1', [OTHER]);
  const { body } = await admin.get<ServerRemovalDto>(`/plex/servers/${OTHER}/removal`);
  expect(body).toMatchObject({
    ...{ sections: 0, items: [], itemsInTrash: 0, playsRemoved: 0, playsKept: 3, oldestPlayAt: null },
    ...{ viewStates: 0, sizeDays: 0 },
  });
});

it('is for administrators in a browser, and knows no other server', async () => {
  const { browser } = await people.friend(601);
  expect((await browser.get(`/plex/servers/${serverId}/removal`)).status).toBe(403);
  expect((await new Browser(app.url).get(`/plex/servers/${serverId}/removal`)).status).toBe(401);
  for (const id of ['00000000-0000-4000-8000-000000000099', 'attic'])
    expect((await admin.get(`/plex/servers/${id}/removal`)).status).toBe(404);
  expect((await admin.get(`/plex/servers/${serverId}/removal?deep=true`)).status).toBe(400);
});

async function census() {
  const row = await database.database.row<
    Record<'plays' | 'runs' | 'sections' | 'items' | 'trash' | 'views' | 'sizes', number>
  >(
    `SELECT (SELECT count(*)::int FROM plays) AS plays, (SELECT count(*)::int FROM sync_runs) AS runs,
            (SELECT count(*)::int FROM library_sections) AS sections,
            (SELECT count(*)::int FROM media_items WHERE deleted_at IS NULL AND available) AS items,
            (SELECT count(*)::int FROM media_items WHERE deleted_at IS NULL AND NOT available) AS trash,
            (SELECT count(*)::int FROM user_views) AS views, (SELECT count(*)::int FROM section_sizes) AS sizes`,
  );
  return row!;
}
