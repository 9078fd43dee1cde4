// What a refused request must leave as it is.
const TABLES = {
  users: 'id, role, disabled, plex_account_id',
  api_keys: 'id, user_id, scopes, expires_at',
  sessions: 'id, user_id',
  plex_servers: 'id, machine_identifier',
  library_sections: 'id, enabled',
  sync_runs: 'id',
  sync_schedule: 'push, incremental_minutes',
  settings: 'name, value',
  ai_conversations: 'id, user_id, title',
  ai_messages: 'id, feedback',
  ai_preferences: 'user_id, enabled',
  pick_verdicts: '*',
  sign_in_pins: 'id',
};
/** Swept up in the background. */
const LIVE = { sessions: 'WHERE expires_at > now()', sign_in_pins: 'WHERE expires_at > now()' };

/** @returns {Promise<Record<string, string>>} a digest of each table */
export async function stateOf(product) {
  const parts = Object.entries(TABLES).map(
    ([table, columns]) =>
      `(SELECT md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) FROM (SELECT ${columns} FROM ${table} ${LIVE[table] ?? ''}) t) AS ${table}`,
  );
  const [row] = await product.sql(`SELECT ${parts.join(', ')}`);
  return row;
}

/** Names of the tables that changed. */
export function changes(before, after) {
  return Object.keys(before).filter((table) => before[table] !== after[table]);
}
