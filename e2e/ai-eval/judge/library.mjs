// The library as SQL tells it, written anew: nothing of it is shared with the product.

/** What each filter asks of `i`. */
const CONDITIONS = {
  type: (value) => `i.type = ${value}`,
  q: (value) => `strpos(lower(i.title), lower(${value})) > 0`,
  genre: (value) => `EXISTS (SELECT FROM unnest(i.genres) g WHERE lower(g) = lower(${value}))`,
  person: (value) =>
    `EXISTS (SELECT FROM unnest(i.directors || i.actors) p WHERE strpos(lower(p), lower(${value})) > 0)`,
  yearFrom: (value) => `i.year >= ${value}::int`,
  yearTo: (value) => `i.year <= ${value}::int`,
  minutesMin: (value) => `i.duration_ms >= ${value}::int * 60000`,
  minutesMax: (value) => `i.duration_ms <= ${value}::int * 60000`,
  durationMinMs: (value) => `i.duration_ms >= ${value}::bigint`,
  durationMaxMs: (value) => `i.duration_ms <= ${value}::bigint`,
  resolution: (value) => `i.resolution = ${value}`,
  ratingMin: (value) => `i.rating >= ${value}::float8`,
  contentRating: (value) => `i.content_rating = ${value}`,
  addedSince: (value) => `i.added_at >= ${value}::timestamptz`,
  addedSinceDays: (value) => `i.added_at >= now() - ${value}::int * interval '1 day'`,
};
const ORDERS = { rating: 'i.rating', durationMs: 'i.duration_ms', year: 'i.year', addedAt: 'i.added_at' };

/** Whether the caller has watched it to its end: of a show every episode of it. */
const WATCHED = {
  owner: `CASE WHEN i.type IN ('movie', 'episode', 'track') THEN i.view_count > 0
    ELSE coalesce(i.leaf_count > 0 AND i.viewed_leaf_count >= i.leaf_count, false) END`,
  other: 'EXISTS (SELECT FROM user_views v WHERE v.item_id = i.id AND v.watched AND v.plex_account_id = $1::bigint)',
};

export class Library {
  /** @param sql runs a statement; @param people by name: `{ accountId, role }` */
  constructor(sql, people) {
    this.sql = sql;
    this.people = people;
  }

  static async open(sql) {
    const rows = await sql('SELECT username, plex_account_id::text AS "accountId", id, role FROM users');
    return new Library(sql, new Map(rows.map(({ username, ...person }) => [username, person])));
  }

  /** Sections that the person may see: the owner all, others what Plex shares with them. */
  async sections(who) {
    const { id, role } = this.people.get(who);
    const rows =
      role === 'admin'
        ? await this.sql('SELECT id FROM library_sections WHERE enabled')
        : await this.sql(
            `SELECT s.id FROM library_sections s JOIN server_members m ON m.server_id = s.server_id
             WHERE m.user_id = $1 AND s.key = ANY (m.section_keys) AND s.enabled AND s.missing_at IS NULL`,
            [id],
          );
    return rows.map((row) => row.id);
  }

  async #where(who, filters) {
    const { accountId, role } = this.people.get(who);
    const values = [accountId, await this.sections(who)];
    // Every statement says of what type its first value is, whether it uses it or not.
    const conditions = [
      '$1::bigint IS NOT NULL AND i.section_id = ANY ($2::uuid[]) AND i.deleted_at IS NULL AND i.available',
    ];
    if (filters.type === undefined) conditions.push(`i.type IN ('movie', 'show', 'artist')`);
    for (const [name, value] of Object.entries(filters)) {
      if (name === 'watched') conditions.push(`(${WATCHED[role === 'admin' ? 'owner' : 'other']}) = ${value === true}`);
      else if (name in CONDITIONS) conditions.push(CONDITIONS[name](`$${values.push(value)}`));
    }
    return { where: conditions.join(' AND '), values };
  }

  async count(who, filters) {
    const { where, values } = await this.#where(who, filters);
    return (await this.sql(`SELECT count(*)::int AS count FROM media_items i WHERE ${where}`, values))[0].count;
  }

  /** Of the items those that hold the filters and are the person's to see. */
  async holding(who, filters, ids) {
    const { where, values } = await this.#where(who, filters);
    const rows = await this.sql(
      `SELECT i.id::text FROM media_items i WHERE ${where} AND i.id = ANY ($${values.length + 1}::bigint[])`,
      [...values, ids],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** The value that the first of them has in that order. */
  async best(who, { sort, order, ...filters }) {
    const { where, values } = await this.#where(who, filters);
    const column = ORDERS[sort];
    const aggregate = order === 'desc' ? 'max' : 'min';
    return (
      await this.sql(`SELECT ${aggregate}(${column})::float8 AS best FROM media_items i WHERE ${where}`, values)
    )[0].best;
  }

  async valueOf(id, sort) {
    return (await this.sql(`SELECT ${ORDERS[sort]}::float8 AS value FROM media_items i WHERE i.id = $1`, [id]))[0]
      ?.value;
  }

  /** Of the items those that the person can see, whatever they are. */
  async visible(who, ids) {
    const sections = await this.sections(who);
    const rows = await this.sql(
      `SELECT id::text FROM media_items WHERE id = ANY ($1::bigint[]) AND section_id = ANY ($2::uuid[])
       AND deleted_at IS NULL`,
      [ids, sections],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Titles of the whole server that stand in a text: two words at least, since one may be any word. */
  async titlesIn(text) {
    const rows = await this.sql(
      `SELECT DISTINCT title FROM media_items WHERE title LIKE '% %' AND length(title) > 8 AND strpos(lower($1), lower(title)) > 0`,
      [text],
    );
    return rows.map(({ title }) => title);
  }
}
