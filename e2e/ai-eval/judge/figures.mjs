// Figures as SQL reckons them, by the label under which an answer states them.
import { duplicatesFigure, storageFigure, syncFigure, unwatchedFigure } from './server-figures.mjs';

const DAYS = { '7d': 7, '30d': 30, '90d': 90, '1y': 365 };
const DAY_MS = 86_400_000;
const FINISHED_PERCENT = 90;
const MINUTE_MS = 60_000;

/** A period shows so many days of UTC, the last of which is today. */
export function spansOf(period, now) {
  if (!(period in DAYS)) return { from: new Date(0), to: now, before: null };
  const back = DAYS[period] * DAY_MS;
  const midnight = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const from = new Date(midnight - back + DAY_MS);
  return { from, to: now, before: [new Date(from.getTime() - back), new Date(now.getTime() - back)] };
}

const PLAY_FIGURES = {
  Views: ({ plays }) => plays,
  'Time watched': ({ ms }) => Math.round(ms),
  'Minutes watched': ({ ms }) => Math.round(ms / MINUTE_MS),
  'Views to the end': ({ finished }) => finished,
  'Views broken off': ({ plays, finished }) => plays - finished,
  'Seen of each view on average': ({ percent }) => (percent === null ? null : Math.round(percent * 10) / 10),
};
const BEFORE_FIGURES = {
  'Views in the period before': ({ plays }) => plays,
  'Time watched in the period before': ({ ms }) => Math.round(ms),
};

const STREAKS = { 'Days in a row up to today': 'current', 'Most days in a row ever': 'longest' };

export class Figures {
  constructor(sql, library) {
    this.sql = sql;
    this.library = library;
  }

  /** @returns what it should be; undefined where nobody reckons such a figure; a range where time goes on */
  async expected(who, { label }, step) {
    if (['my_stats', 'my_history', 'server_stats'].includes(step.name)) return this.#ofPlays(who, label, step);
    if (step.name === 'search_library') return label === 'Matching titles' ? step.count : undefined;
    if (step.name === 'recommend') return this.#knownViews(who);
    if (step.name === 'get_item') return this.#ofItem(who, label, step.filters.itemId);
    if (step.name === 'storage') return storageFigure(this.sql, label, step.filters.by);
    if (step.name === 'duplicates') return duplicatesFigure(this.sql, label);
    if (step.name === 'unwatched') return unwatchedFigure(this.sql, label, step.filters.idleDays);
    return step.name === 'sync_status' ? syncFigure(this.sql, label) : undefined;
  }

  async #plays(account, [from, to]) {
    const rows = await this.sql(
      `SELECT count(*)::int AS plays, coalesce(sum(duration_ms * completion), 0)::float8 / 100 AS ms,
         count(*) FILTER (WHERE completion >= ${FINISHED_PERCENT})::int AS finished, avg(completion)::float8 AS percent
       FROM plays WHERE ($1::bigint IS NULL OR plex_account_id = $1) AND viewed_at >= $2 AND viewed_at < $3`,
      [account, from, to],
    );
    return rows[0];
  }

  async #ofPlays(who, label, { name, filters, asOf }) {
    const account = name === 'server_stats' ? null : this.library.people.get(who).accountId;
    const { from, to, before } = spansOf(filters.period, new Date(asOf));
    if (label in PLAY_FIGURES) return PLAY_FIGURES[label](await this.#plays(account, [from, to]));
    if (label in BEFORE_FIGURES && before) return BEFORE_FIGURES[label](await this.#plays(account, before));
    if (label === 'Different movies, episodes and tracks seen to the end')
      return this.#finishedTitles(account, [from, to]);
    if (label in STREAKS) return (await this.#streaks(account, new Date(asOf)))[STREAKS[label]];
    return this.#byName(account, [from, to], label);
  }

  /** Views of a genre or a title: whichever of them has that name. */
  async #byName(account, [from, to], label) {
    const rows = await this.sql(
      `SELECT count(*) FILTER (WHERE $4 = ANY (i.genres))::int AS genre, count(*) FILTER (WHERE i.title = $4)::int AS title
       FROM plays p JOIN media_items i ON i.id = p.title_id
       WHERE ($1::bigint IS NULL OR p.plex_account_id = $1) AND p.viewed_at >= $2 AND p.viewed_at < $3`,
      [account, from, to, label],
    );
    const { genre, title } = rows[0];
    return genre || title || undefined;
  }

  async #finishedTitles(account, [from, to]) {
    const rows = await this.sql(
      `SELECT count(DISTINCT item_id)::int AS count FROM plays WHERE ($1::bigint IS NULL OR plex_account_id = $1)
         AND viewed_at >= $2 AND viewed_at < $3 AND completion >= ${FINISHED_PERCENT}`,
      [account, from, to],
    );
    return rows[0].count;
  }

  /** Day by day; a row of days that ended yesterday may still go on. */
  async #streaks(account, now) {
    const rows = await this.sql(
      `SELECT DISTINCT floor(extract(epoch FROM viewed_at) / 86400)::int AS day FROM plays WHERE plex_account_id = $1 ORDER BY 1`,
      [account],
    );
    const today = Math.floor(now.getTime() / DAY_MS);
    let [length, longest, last] = [0, 0, null];
    for (const { day } of rows) {
      length = last !== null && day === last + 1 ? length + 1 : 1;
      longest = Math.max(longest, length);
      last = day;
    }
    return { longest, current: last !== null && last >= today - 1 ? length : 0 };
  }

  async #knownViews(who) {
    const { accountId } = this.library.people.get(who);
    return (await this.sql('SELECT count(*)::int AS count FROM plays WHERE plex_account_id = $1', [accountId]))[0]
      .count;
  }

  async #ofItem(who, label, id) {
    const { accountId, role } = this.library.people.get(who);
    const [item] = await this.sql(
      `SELECT round(duration_ms / ${MINUTE_MS}.0)::int AS "Runtime", year AS "Year", rating AS "Rating",
         size_bytes::float8 AS "Size", leaf_count AS "Episodes or tracks",
         (SELECT count(DISTINCT version_index)::int FROM media_parts p WHERE p.item_id = i.id) AS "Versions",
         CASE WHEN $3 THEN view_count ELSE coalesce((SELECT v.view_count FROM user_views v WHERE v.item_id = i.id
           AND v.plex_account_id = $2), 0) END AS "Times that you watched it"
       FROM media_items i WHERE id = $1`,
      [id, accountId, role === 'admin'],
    );
    return item?.[label];
  }
}

export function isEqual(value, expected) {
  if (typeof expected !== 'object' || expected === null) return value === expected;
  return value >= expected.from && value <= expected.to;
}
