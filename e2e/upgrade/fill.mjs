// A library as an older release left it, made by SQL alone; only columns of the first schema are named.
import { Client } from 'pg';

const ACCOUNT = 4001;
const SERVER = '00000000-0000-4000-8000-000000000002';
const SECTION = '00000000-0000-4000-8000-000000000003';

const STATEMENTS = (items) => [
  `INSERT INTO plex_accounts (account_id, sealed_token) VALUES (${ACCOUNT}, 'sealed')`,
  `INSERT INTO users (plex_account_id, username, display_name, role) VALUES (${ACCOUNT}, 'ada', 'Ada', 'admin')`,
  `INSERT INTO plex_servers (id, machine_identifier, name, owned, uri, sealed_token, owner_account_id)
   VALUES ('${SERVER}', 'machine', 'Attic', true, 'http://attic:32400', 'sealed', ${ACCOUNT})`,
  `INSERT INTO library_sections (id, server_id, key, title, type, enabled)
   VALUES ('${SECTION}', '${SERVER}', '1', 'Films', 'movie', true)`,
  `INSERT INTO media_items (server_id, section_id, rating_key, type, title, sort_title, sort_key, search_text, guid, imdb_id, year,
     rating, duration_ms, genres, added_at, details_at, view_count, last_viewed_at, size_bytes, resolution, content_hash)
   SELECT '${SERVER}', '${SECTION}', i::text, 'movie', t, t, lower(t), lower(t), 'plex://movie/' || i, 'tt' || i, 1950 + i % 75,
     i % 100 / 10.0, 5000000 + i, CASE WHEN i % 2 = 0 THEN '{Drama}' ELSE '{Comedy,Crime}' END::text[], now() - i * interval '1 minute',
     now(), i % 3, CASE WHEN i % 3 > 0 THEN now() - i * interval '1 second' END, 4000000000 + i, '1080', md5(i::text)::uuid
   FROM generate_series(1, ${items}) i, LATERAL (SELECT md5(i::text) || ' ' || i) AS title (t)`,
  `INSERT INTO media_parts (item_id, version_index, part_index, file, size_bytes, hdr, video_codec, container)
   SELECT id, 0, 0, '/films/' || rating_key || '.mkv', size_bytes, id % 5 = 0, 'hevc', 'mkv' FROM media_items`,
];
const PLAYS = `
  INSERT INTO plays (server_id, history_key, account_id, plex_account_id, item_id, title_id, rating_key, type, title, viewed_at)
  SELECT server_id, '/status/sessions/history/' || id, 1, ${ACCOUNT}, id, id, rating_key, type, title, now() - id * interval '1 second'
  FROM media_items`;
const VIEWS = `
  INSERT INTO user_views (plex_account_id, item_id, section_id, type, view_count, watched)
  SELECT ${ACCOUNT}, id, section_id, type, 1, true FROM media_items WHERE id % 3 = 0`;

/** Plays and views as well where the schema has them. */
export async function fillAsOfThen(url, items) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('SET synchronous_commit = off; SET maintenance_work_mem = 256000');
    const { rows } = await client.query(`SELECT to_regclass('plays') AS plays, to_regclass('user_views') AS views`);
    const more = [rows[0].plays && PLAYS, rows[0].views && VIEWS].filter(Boolean);
    for (const statement of [...STATEMENTS(items), ...more]) await client.query(statement);
    await client.query('VACUUM ANALYZE');
  } finally {
    await client.end();
  }
}
