// Who uses the library meanwhile: each reader asks at fixed times, whether the one before was answered or not.
import { Pool } from 'pg';

const PER_SECOND = 20;
const CONNECTIONS = 60;

/** Only what every release since the first one has. */
const QUERIES = {
  listing: `SELECT i.id, i.title, i.year, s.title AS section FROM media_items i JOIN library_sections s ON s.id = i.section_id
    WHERE s.enabled AND i.section_id = '00000000-0000-4000-8000-000000000003' AND i.type = 'movie' AND i.deleted_at IS NULL
    ORDER BY i.sort_key, i.id LIMIT 50`,
  item: `SELECT i.*, p.file FROM media_items i LEFT JOIN media_parts p ON p.item_id = i.id WHERE i.server_id = '00000000-0000-4000-8000-000000000002'
    AND i.rating_key = (SELECT (1 + floor(random() * 50000))::text)`,
  servers: `SELECT s.name, u.display_name FROM plex_servers s, users u`,
};
const LATER_QUERIES = {
  plays: `SELECT title FROM plays ORDER BY viewed_at DESC LIMIT 50`,
  user_views: `SELECT count(*) FROM (SELECT 1 FROM user_views LIMIT 50) v`,
};
/** What is between us and an answer besides locks: a busy machine. */
const FLOOR = 'SELECT 1';
const WRITE = `UPDATE media_items SET view_count = view_count + 1 WHERE id = (SELECT (1 + floor(random() * 50000))::bigint)`;

export class Readers {
  static async start(url) {
    const pool = new Pool({ connectionString: url, max: CONNECTIONS });
    // What breaks is told by the question that it breaks.
    pool.on('error', () => undefined);
    const queries = { ...QUERIES };
    for (const [table, text] of Object.entries(LATER_QUERIES)) {
      const { rows } = await pool.query('SELECT to_regclass($1) AS found', [table]);
      if (rows[0].found) queries[table] = text;
    }
    return new Readers(pool, queries);
  }

  constructor(pool, queries) {
    this.pool = pool;
    this.startedAt = performance.now();
    this.pending = new Set();
    this.asking = [
      ...Object.entries(queries).map(([name, text]) => this.#every(name, text, PER_SECOND)),
      this.#every('nothing at all', FLOOR, PER_SECOND),
      this.#every('a writer', WRITE, 2),
    ];
  }

  /** What each of them waited for at most, and when. */
  async stop() {
    for (const { timer } of this.asking) clearInterval(timer);
    await Promise.all(this.pending);
    await this.pool.end();
    return this.asking.map(({ result }) => result);
  }

  #now(at = performance.now()) {
    return `(after ${((at - this.startedAt) / 1_000).toFixed(1)} s)`;
  }

  #every(name, text, perSecond) {
    const result = { name, asked: 0, longestMs: 0, at: '', errors: [] };
    const timer = setInterval(() => {
      const asked = this.#ask(text, result).finally(() => this.pending.delete(asked));
      this.pending.add(asked);
    }, 1_000 / perSecond);
    return { timer, result };
  }

  async #ask(text, result) {
    result.asked++;
    const askedAt = performance.now();
    try {
      await this.pool.query(text);
    } catch (error) {
      result.errors.push(error.message);
    }
    const waitedMs = performance.now() - askedAt;
    if (waitedMs <= result.longestMs) return;
    result.longestMs = waitedMs;
    result.at = this.#now(askedAt);
  }
}
