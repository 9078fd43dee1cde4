import type { DataSource } from 'typeorm';

const HASH = `decode(repeat('ab', 32), 'hex')`;

/** One row or more in every table, each as the product would write it. */
export const FILLING: readonly string[] = [
  `INSERT INTO plex_accounts (account_id, sealed_token) VALUES (4001, 'sealed')`,
  `INSERT INTO users (id, plex_account_id, username, display_name, role)
   VALUES ('00000000-0000-4000-8000-000000000001', 4001, 'ada', 'Ada', 'admin')`,
  `INSERT INTO sessions (user_id, token_hash, expires_at)
   VALUES ('00000000-0000-4000-8000-000000000001', ${HASH}, now() + interval '90 days')`,
  `INSERT INTO api_keys (user_id, name, key_hash, scopes)
   VALUES ('00000000-0000-4000-8000-000000000001', 'dashboards', ${HASH}, '{library:read}')`,
  `INSERT INTO sign_in_pins (plex_pin_id, code, browser_hash, expires_at) VALUES (1, 'abcd', ${HASH}, now())`,
  `INSERT INTO settings (name, value) VALUES ('plex-client-identifier', '"x"')`,
  `INSERT INTO plex_servers (id, machine_identifier, name, owned, uri, sealed_token, owner_account_id)
   VALUES ('00000000-0000-4000-8000-000000000002', 'machine', 'Attic', true, 'http://attic:32400', 'sealed', 4001)`,
  `INSERT INTO server_members (user_id, server_id, section_keys, sealed_token)
   VALUES ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002', '{1}', 'sealed')`,
  `INSERT INTO library_sections (id, server_id, key, title, type, enabled)
   VALUES ('00000000-0000-4000-8000-000000000003', '00000000-0000-4000-8000-000000000002', '1', 'Films', 'movie', true)`,
  `INSERT INTO media_items (server_id, section_id, rating_key, type, title, sort_title, sort_key, search_text, added_at, content_hash)
   SELECT '00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000003', i::text, 'movie',
          'Film ' || i, 'Film ' || i, 'film ' || i, 'film ' || i, now(), md5(i::text)::uuid
   FROM generate_series(1, 500) i`,
  `INSERT INTO media_parts (item_id, version_index, part_index, file, size_bytes)
   SELECT id, 0, 0, '/films/' || rating_key || '.mkv', 4000000000 FROM media_items`,
  `INSERT INTO item_languages (item_id, source_id, languages) SELECT id, id, '{de,en}' FROM media_items`,
  `INSERT INTO jobs (name, payload, dedupe_key) VALUES ('sync-run', '{}', 'run')`,
  `INSERT INTO sync_runs (id, server_id, mode, trigger, requested_by)
   VALUES ('00000000-0000-4000-8000-000000000004', '00000000-0000-4000-8000-000000000002', 'full', 'manual',
           '00000000-0000-4000-8000-000000000001')`,
  `INSERT INTO sync_run_sections (run_id, section_id, position, title)
   VALUES ('00000000-0000-4000-8000-000000000004', '00000000-0000-4000-8000-000000000003', 0, 'Films')`,
  `INSERT INTO sync_cursors (section_id, type, updated_since) VALUES ('00000000-0000-4000-8000-000000000003', 'movie', now())`,
  `INSERT INTO sync_pages (section_id, type, start, mapping_version, reply_digest, content_digest, row_count, total_size, unusable, item_ids)
   SELECT '00000000-0000-4000-8000-000000000003', 'movie', 0, 1, md5('r')::uuid, md5('c')::uuid, 500, 500, 0, array_agg(id)
   FROM media_items`,
  `INSERT INTO plays (server_id, history_key, account_id, plex_account_id, item_id, title_id, rating_key, type, title, viewed_at)
   SELECT server_id, '/status/sessions/history/' || id, 1, 4001, id, id, rating_key, type, title, now() FROM media_items`,
  `INSERT INTO history_imports (server_id, owner_account_id, watermark)
   VALUES ('00000000-0000-4000-8000-000000000002', 4001, now())`,
  `INSERT INTO play_sessions (server_id, session_key, account_id, plex_account_id, rating_key, type, title, offset_ms, state, started_at, last_seen_at)
   VALUES ('00000000-0000-4000-8000-000000000002', '1', 1, 4001, '1', 'movie', 'Film 1', 0, 'playing', now(), now())`,
  `INSERT INTO session_watches (server_id, owner, lease_until)
   VALUES ('00000000-0000-4000-8000-000000000002', gen_random_uuid(), now())`,
  `INSERT INTO user_views (plex_account_id, item_id, section_id, type, view_count, watched)
   SELECT 4001, id, section_id, type, 1, true FROM media_items LIMIT 3`,
  `INSERT INTO user_view_imports (plex_account_id, section_id) VALUES (4001, '00000000-0000-4000-8000-000000000003')`,
  `INSERT INTO pick_verdicts (user_id, item_id, verdict)
   SELECT '00000000-0000-4000-8000-000000000001', id, 'not-interested' FROM media_items LIMIT 1`,
  `INSERT INTO ai_conversations (id, user_id, title)
   VALUES ('00000000-0000-4000-8000-000000000005', '00000000-0000-4000-8000-000000000001', 'Films')`,
  `INSERT INTO ai_messages (conversation_id, position, role, text, model, prompt_tokens, completion_tokens)
   VALUES ('00000000-0000-4000-8000-000000000005', 0, 'user', 'How many films?', NULL, NULL, NULL),
          ('00000000-0000-4000-8000-000000000005', 1, 'assistant', 'There are 500.', 'scripted-1', 10, 5)`,
  `INSERT INTO ai_usage (user_id, purpose, model, prompt_tokens, completion_tokens, estimated)
   VALUES ('00000000-0000-4000-8000-000000000001', 'assistant', 'scripted-1', 10, 5, false)`,
  `INSERT INTO ai_reservations (user_id, tokens, expires_at)
   VALUES ('00000000-0000-4000-8000-000000000001', 40000, now() + interval '45 seconds')`,
  `INSERT INTO ai_preferences (user_id, enabled) VALUES ('00000000-0000-4000-8000-000000000001', true)`,
  `INSERT INTO sync_streams (server_id, owner, lease_until, state, connected_at)
   VALUES ('00000000-0000-4000-8000-000000000002', gen_random_uuid(), now(), 'connected', now())`,
  `INSERT INTO audit_entries (action, actor_kind, actor_id, actor_name, target_kind, outcome)
   VALUES ('server.test', 'user', '00000000-0000-4000-8000-000000000001', 'Ada', 'server', 'done')`,
  `INSERT INTO section_sizes (section_id, day, item_count, leaf_count, size_bytes, derived)
   VALUES ('00000000-0000-4000-8000-000000000003', current_date, 500, 500, 2000000000000, false)`,
  `INSERT INTO now_playing (server_id, seen_at, sessions) VALUES ('00000000-0000-4000-8000-000000000002', now(), '[]')`,
  `INSERT INTO insight_storage (item_id, grain, ordinal, section_id, kind, type, resolution, video_codec, container, show_id, decade,
     bytes_per_hour, bytes, sort_key, added_at)
   SELECT id, -1, 1, section_id, 7, type, '1080', 'h264', 'mkv', 0, 1990, 'unknown', 4000000000, sort_key, added_at FROM media_items`,
  `INSERT INTO insight_kinds (kind, section_id, grain, type, resolution, video_codec, container, decade, bytes_per_hour)
   VALUES (7, '00000000-0000-4000-8000-000000000003', -1, 'movie', '1080', 'h264', 'mkv', 1990, 'unknown')`,
  `INSERT INTO insight_blocks (section_id, grain, type, show_id, decade, bytes_per_hour, resolution, video_codec, container, items, bytes)
   SELECT section_id, 0, type, 0, 1990, 'unknown', '', '', '', count(*), 500 FROM media_items GROUP BY section_id, type`,
  `INSERT INTO insight_titles (item_id, section_id, type, knowledge, leaves, sort_key, added_at)
   SELECT id, section_id, type, 'unknown', 1, sort_key, added_at FROM media_items`,
  `INSERT INTO insight_issues (item_id, section_id, type, issues, counted, sort_key, added_at)
   SELECT id, section_id, type, 8, true, sort_key, added_at FROM media_items`,
  `INSERT INTO insight_duplicates (kind, key, type, sort_key, section_ids, server_ids)
   VALUES ('versions', '1', 'movie', 'film 1', '{00000000-0000-4000-8000-000000000003}', '{00000000-0000-4000-8000-000000000002}')`,
  `INSERT INTO insight_duplicate_items (duplicate_id, item_id) SELECT d.id, i.id FROM insight_duplicates d, media_items i LIMIT 1`,
  `INSERT INTO insight_histories (server_id) VALUES ('00000000-0000-4000-8000-000000000002')`,
  `INSERT INTO insight_comparisons (id, made_at, section_ids) VALUES (1, now(), '{}')`,
  `INSERT INTO sync_changes (server_id, rating_key, told_at) VALUES ('00000000-0000-4000-8000-000000000002', '1', now())`,
];

export async function fillDatabase(dataSource: DataSource): Promise<void> {
  for (const statement of FILLING) await dataSource.query(statement);
}
