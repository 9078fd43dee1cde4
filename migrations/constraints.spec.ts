import { createTestDatabase, type TestDatabase } from '../api/testing';
import { FILLING, fillDatabase } from '../api/testing/filled-database';

const NOT_NULL = '23502';
/** Only PostgreSQL gives such a column its values. */
const GENERATED = '428C9';
const CHECK = '23514';
const UNIQUE = '23505';
const FOREIGN_KEY = '23503';

/** Columns that may be unknown; every other column of ours refuses null. */
const NULLABLE: Record<string, string[]> = {
  plex_accounts: [],
  users: ['email', 'avatar_url', 'last_active_at'],
  sessions: [],
  api_keys: ['last_used_at', 'last_used_address', 'expires_at'],
  sign_in_pins: ['sealed_token'],
  settings: [],
  audit_entries: ['actor_kind', 'actor_id', 'target_id', 'target_name', 'request_id', 'outcome', 'error_code'],
  plex_servers: ['last_seen_at'],
  server_members: [],
  section_sizes: [],
  now_playing: [],
  item_languages: ['source_updated_at', 'languages'],
  pick_verdicts: [],
  user_views: ['last_viewed_at', 'view_offset_ms', 'user_rating'],
  ai_conversations: ['busy_until'],
  ai_messages: ['completion_tokens', 'error_code', 'feedback', 'model', 'prompt_tokens'],
  ai_usage: ['cost'],
  ai_reservations: [],
  ai_preferences: [],
  library_sections: ['last_synced_at', 'missing_at', 'insight_at'],
  insight_storage: ['bytes', 'watched_ms'],
  insight_kinds: [],
  insight_blocks: ['watched_ms'],
  insight_titles: ['bytes', 'plays', 'last_viewed_at'],
  insight_issues: ['bytes', 'bitrate_kbps', 'video_codec', 'container'],
  insight_duplicate_items: [],
  insight_histories: ['since'],
  insight_comparisons: [],
  insight_duplicates: ['freeable_bytes'],
  media_items: [
    'child_count',
    'content_rating',
    'deleted_at',
    'details_at',
    'duration_ms',
    'edition_title',
    'grandparent_id',
    'grandparent_rating_key',
    'grandparent_title',
    'guid',
    'hdr',
    'imdb_id',
    'item_index',
    'last_viewed_at',
    'leaf_count',
    'original_title',
    'originally_available_on',
    'parent_id',
    'parent_index',
    'parent_rating_key',
    'parent_title',
    'plex_updated_at',
    'rating',
    'resolution',
    'size_bytes',
    'studio',
    'summary',
    'tagline',
    'thumb',
    'tmdb_id',
    'tvdb_id',
    'user_rating',
    'view_offset_ms',
    'viewed_leaf_count',
    'year',
  ],
  media_parts: [
    'media_id',
    'resolution',
    'video_codec',
    'audio_codec',
    'audio_channels',
    'bitrate_kbps',
    'container',
    'hdr',
    'part_id',
    'file',
    'size_bytes',
    'duration_ms',
  ],
  plays: [
    'plex_account_id',
    'item_id',
    'title_id',
    'rating_key',
    'type',
    'title',
    'parent_title',
    'grandparent_title',
    'item_index',
    'parent_index',
    'duration_ms',
    'device_id',
  ],
  history_imports: ['watermark', 'pass', 'imported_at', 'whole_at', 'error_code'],
  play_sessions: [
    'plex_account_id',
    'parent_title',
    'grandparent_title',
    'item_index',
    'parent_index',
    'duration_ms',
    'ended_at',
    'history_key',
    'device_id',
  ],
  session_watches: [],
  user_view_imports: [],
  jobs: ['dedupe_key', 'lease_owner', 'lease_until', 'request_id', 'error_code', 'finished_at'],
  sync_runs: [
    'section_ids',
    'error_code',
    'requested_by',
    'cancel_requested_at',
    'removals_approved_at',
    'started_at',
    'finished_at',
  ],
  sync_run_sections: ['error_code', 'checkpoint', 'seen_item_ids'],
  sync_cursors: ['updated_since'],
  sync_pages: [],
  sync_streams: ['connected_at', 'last_event_at'],
  sync_changes: [],
  sync_schedule: ['scheduler', 'scheduler_until', 'scheduling_since', 'time_zone'],
};

describe('the constraints of the schema', () => {
  let test: TestDatabase;

  beforeAll(async () => {
    test = await createTestDatabase();
    await fillDatabase(test.dataSource);
  });

  afterAll(() => test.drop());

  async function refusal(statement: string): Promise<string | undefined> {
    const runner = test.dataSource.createQueryRunner();
    await runner.startTransaction();
    try {
      await runner.query(statement);
      return undefined;
    } catch (error) {
      return (error as { code?: string }).code;
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  }

  it('are told here of every table', async () => {
    const tables = await test.database.rows<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations'`,
    );
    expect(Object.keys(NULLABLE).sort()).toEqual(tables.map(({ name }) => name).sort());
  });

  it('know no password, not even a temporary one', async () => {
    const columns = await test.database.rows<{ place: string }>(
      `SELECT table_name || '.' || column_name AS place FROM information_schema.columns WHERE table_schema = 'public'`,
    );
    const places = columns.map(({ place }) => place);
    expect(places).toContain('users.username');
    expect(places.filter((place) => /passw(or)?d|[._]temp/i.test(place))).toEqual([]);
  });

  describe.each(Object.entries(NULLABLE))('%s', (table, nullable) => {
    it('refuses null wherever a value must be known', async () => {
      const columns = await test.database.rows<{ name: string }>(
        `SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1`,
        [table],
      );
      const taken: string[] = [];
      for (const { name } of columns) {
        const code = await refusal(`UPDATE ${table} SET ${name} = NULL`);
        if (code !== NOT_NULL && code !== GENERATED) taken.push(name);
      }
      expect(taken.sort()).toEqual([...nullable].sort());
    });
  });

  it.each([
    [
      'a second user of one Plex account',
      `INSERT INTO users (plex_account_id, username, display_name) VALUES (4001, 'b', 'B')`,
      UNIQUE,
    ],
    ['a role that does not exist', `UPDATE users SET role = 'boss'`, CHECK],
    [
      'a user without an account',
      `INSERT INTO users (plex_account_id, username, display_name) VALUES (4002, 'b', 'B')`,
      FOREIGN_KEY,
    ],
    ['an account id that is none', `INSERT INTO plex_accounts (account_id, sealed_token) VALUES (0, 'x')`, CHECK],
    ['a session token that is no hash', `UPDATE sessions SET token_hash = 'plain'`, CHECK],
    ['an API key without scopes', `UPDATE api_keys SET scopes = '{}'`, CHECK],
    [
      'the same server twice',
      FILLING.find((s) => s.includes('INTO plex_servers'))!.replace('000000000002', '000000000009'),
      UNIQUE,
    ],
    ['a server status that does not exist', `UPDATE plex_servers SET status = 'fine'`, CHECK],
    [
      'the same section twice',
      FILLING.find((s) => s.includes('INTO library_sections'))!.replace('000000000003', '000000000009'),
      UNIQUE,
    ],
    [
      'the same ratingKey twice on one server',
      `UPDATE media_items SET rating_key = '1' WHERE rating_key = '2'`,
      UNIQUE,
    ],
    ['an item type that does not exist', `UPDATE media_items SET type = 'clip'`, CHECK],
    ['an empty title', `UPDATE media_items SET title = ''`, CHECK],
    ['a negative size', `UPDATE media_items SET size_bytes = -1`, CHECK],
    ['a rating of nothing', `UPDATE media_items SET user_rating = 0`, CHECK],
    [`a person's rating beyond 10`, `UPDATE user_views SET user_rating = 11`, CHECK],
    ['a part size of 0, which Plex writes for unknown', `UPDATE media_parts SET size_bytes = 0`, CHECK],
    ['a way of splitting storage that does not exist', `UPDATE insight_storage SET grain = 8`, CHECK],
    ['a negative sum of storage', `UPDATE insight_blocks SET bytes = -1`, CHECK],
    ['a block without items', `UPDATE insight_blocks SET items = 0`, CHECK],
    ['knowledge of views that is none', `UPDATE insight_titles SET knowledge = 'maybe'`, CHECK],
    ['a title without anything to watch', `UPDATE insight_titles SET leaves = 0`, CHECK],
    ['an issue that is none', `UPDATE insight_issues SET issues = 0`, CHECK],
    ['a kind of duplicate that does not exist', `UPDATE insight_duplicates SET kind = 'similar'`, CHECK],
    [
      'the same duplicate twice',
      `INSERT INTO insight_duplicates (kind, key, type, sort_key, section_ids, server_ids)
       VALUES ('versions', '1', 'movie', 'x', '{}', '{}')`,
      UNIQUE,
    ],
    ['an item of no duplicate', `UPDATE insight_duplicate_items SET duplicate_id = 99`, FOREIGN_KEY],
    [
      'a second comparison',
      `INSERT INTO insight_comparisons (id, made_at, section_ids) VALUES (2, now(), '{}')`,
      CHECK,
    ],
    [
      'a second active run of one server',
      `INSERT INTO sync_runs (server_id, mode, trigger) SELECT server_id, mode, trigger FROM sync_runs`,
      UNIQUE,
    ],
    [
      'languages of no item',
      `UPDATE item_languages SET item_id = 0 WHERE item_id IN (SELECT min(id) FROM media_items)`,
      FOREIGN_KEY,
    ],
    ['languages that no item tells', `UPDATE item_languages SET source_id = 0`, FOREIGN_KEY],
    ['a verdict on a pick that does not exist', `UPDATE pick_verdicts SET verdict = 'meh'`, CHECK],
    ['a conversation of nobody', `UPDATE ai_conversations SET user_id = gen_random_uuid()`, FOREIGN_KEY],
    ['a title of a conversation that is too long', `UPDATE ai_conversations SET title = repeat('x', 201)`, CHECK],
    ['a message of no conversation', `UPDATE ai_messages SET conversation_id = gen_random_uuid()`, FOREIGN_KEY],
    ['two messages at one place', `UPDATE ai_messages SET position = 0`, UNIQUE],
    ['a message before the first', `UPDATE ai_messages SET position = -1 WHERE position = 0`, CHECK],
    ['a message of a role that does not exist', `UPDATE ai_messages SET role = 'system'`, CHECK],
    ['a message in a state that does not exist', `UPDATE ai_messages SET state = 'running'`, CHECK],
    ['blocks that are no list', `UPDATE ai_messages SET blocks = '{}'`, CHECK],
    ['steps that are no list', `UPDATE ai_messages SET tools = '{}'`, CHECK],
    ['feedback that does not exist', `UPDATE ai_messages SET feedback = 'meh' WHERE role = 'assistant'`, CHECK],
    ['feedback on a question', `UPDATE ai_messages SET feedback = 'good' WHERE role = 'user'`, CHECK],
    ['half a usage', `UPDATE ai_messages SET prompt_tokens = NULL, completion_tokens = 1`, CHECK],
    ['fewer than no tokens sent', `UPDATE ai_messages SET prompt_tokens = -1, completion_tokens = 1`, CHECK],
    ['fewer than no tokens written', `UPDATE ai_messages SET prompt_tokens = 1, completion_tokens = -1`, CHECK],
    ['a use by nobody', `UPDATE ai_usage SET user_id = gen_random_uuid()`, FOREIGN_KEY],
    ['a use for nothing', `UPDATE ai_usage SET purpose = ''`, CHECK],
    ['a use of no model', `UPDATE ai_usage SET model = ''`, CHECK],
    ['a use of fewer than no tokens sent', `UPDATE ai_usage SET prompt_tokens = -1`, CHECK],
    ['a use of fewer than no tokens written', `UPDATE ai_usage SET completion_tokens = -1`, CHECK],
    ['a cost below nothing', `UPDATE ai_usage SET cost = -1`, CHECK],
    ['a reservation for nobody', `UPDATE ai_reservations SET user_id = gen_random_uuid()`, FOREIGN_KEY],
    ['a reservation of fewer than no tokens', `UPDATE ai_reservations SET tokens = -1`, CHECK],
    ['two preferences of one person', `INSERT INTO ai_preferences SELECT * FROM ai_preferences`, UNIQUE],
    ['the preference of nobody', `UPDATE ai_preferences SET user_id = gen_random_uuid()`, FOREIGN_KEY],
    ['a finished run without an end', `UPDATE sync_runs SET state = 'succeeded'`, CHECK],
    ['an actor of the audit log who is of no kind', `UPDATE audit_entries SET actor_kind = NULL`, CHECK],
    ['a kind of actor that does not exist', `UPDATE audit_entries SET actor_kind = 'ghost'`, CHECK],
    ['an outcome that does not exist', `UPDATE audit_entries SET outcome = 'fine'`, CHECK],
    ['a refusal without a code', `UPDATE audit_entries SET outcome = 'refused'`, CHECK],
    ['a code of an act that was done', `UPDATE audit_entries SET error_code = 'not-found'`, CHECK],
    ['changes that are no list', `UPDATE audit_entries SET changes = '{}'`, CHECK],
    ['a user agent that is too long', `UPDATE audit_entries SET user_agent = repeat('x', 201)`, CHECK],
    ['an act without a code', `UPDATE audit_entries SET action = ''`, CHECK],
    ['an act upon nothing', `UPDATE audit_entries SET target_kind = ''`, CHECK],
    ['the size of a section twice on one day', `INSERT INTO section_sizes SELECT * FROM section_sizes`, UNIQUE],
    ['a negative size of a section', `UPDATE section_sizes SET size_bytes = -1`, CHECK],
    ['a negative number of titles', `UPDATE section_sizes SET item_count = -1`, CHECK],
    ['a negative number of leaves', `UPDATE section_sizes SET leaf_count = -1`, CHECK],
    ['the size of a section that is not there', `UPDATE section_sizes SET section_id = gen_random_uuid()`, FOREIGN_KEY],
    ['sessions that are no list', `UPDATE now_playing SET sessions = '{}'`, CHECK],
    ['what a server plays twice', `INSERT INTO now_playing SELECT * FROM now_playing`, UNIQUE],
    ['what plays on a server that is not there', `UPDATE now_playing SET server_id = gen_random_uuid()`, FOREIGN_KEY],
    ['a running job that nobody leases', `UPDATE jobs SET state = 'running'`, CHECK],
    [
      'a second waiting job of the same key',
      `INSERT INTO jobs (name, payload, dedupe_key) VALUES ('sync-run', '{}', 'run')`,
      UNIQUE,
    ],
  ])('refuse %s', async (_, statement, code) => {
    expect(await refusal(statement)).toBe(code);
  });

  it('remove what belongs to a server with it, and nothing else', async () => {
    const runner = test.dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query('DELETE FROM plex_servers');
    const [left] = await runner.query(
      `SELECT (SELECT count(*) FROM media_items)::int AS items, (SELECT count(*) FROM media_parts)::int AS parts,
              (SELECT count(*) FROM sync_runs)::int AS runs, (SELECT count(*) FROM users)::int AS users`,
    );
    await runner.rollbackTransaction();
    await runner.release();
    expect(left).toEqual({ items: 0, parts: 0, runs: 0, users: 1 });
  });
});
