import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';
import { FINISHED_PERCENT } from '../history/play-session.statements';
import { namesATitle } from '../item/same-title.statement';
import type { Span } from './stats-period';

/** Plays that began within one hour. */
export interface HourRow {
  hour: Date;
  plays: number;
  durationMs: number;
  finished: number;
  /** Sum of the percentages. */
  completion: number;
}

export interface SumRow {
  plays: number;
  durationMs: number;
}

/** Plays of one person. */
export interface AccountRow extends SumRow {
  /** plex.tv id. */
  account: string;
}

interface SplitRow extends Omit<HourRow, 'hour'> {
  /** Seconds since 1970. */
  at: number | null;
  account: string | null;
}

export interface GenreRow extends SumRow {
  genre: string;
}

export interface TitleRow extends SumRow {
  /** Null for what is not, or no longer, an item that is there. */
  itemId: string | null;
  sectionId: string | null;
  type: string | null;
  title: string | null;
  year: number | null;
  thumb: string | null;
}

export interface PersonRow extends SumRow {
  userId: string | null;
  displayName: string | null;
}

const LISTED = 10;

/** As floats, which are added up ten times as fast as PostgreSQL's numeric sums of bigints, and as exactly below 2^53. */
const WATCHED_MS = 'COALESCE(sum((p.duration_ms * p.completion)::float8), 0) / 100';

/** `$1` from, `$2` to, `$3` the person; the columns are those that the indexes on time hold. */
const within = (person: string | null): string =>
  `${person === null ? '' : 'p.plex_account_id = $3 AND '}p.viewed_at >= $1 AND p.viewed_at < $2`;

const SUMS = `count(*)::int AS plays, ${WATCHED_MS} AS "durationMs",
    (count(*) FILTER (WHERE p.completion >= ${FINISHED_PERCENT}))::int AS finished, sum(p.completion)::int AS completion`;
const HOUR = `date_bin('1 hour', p.viewed_at, 'epoch')`;

/**
 * By hour, told in seconds since 1970: to read a date out of the text of each row costs as much as the counting. Of
 * everybody also by person, out of the same reading: those rows have no hour.
 */
export const hoursStatement = (person: string | null): string => `
  SELECT extract(epoch FROM ${HOUR})::float8 AS at, ${SUMS}
    ${person === null ? ', p.plex_account_id AS account' : ''}
  FROM plays p WHERE ${within(person)}
  GROUP BY ${person === null ? `GROUPING SETS ((${HOUR}), (p.plex_account_id))` : HOUR}`;

/**
 * The same work on several servers, or in several versions of their own, is one title; its newest item stands
 * for it, one that is there before one that is gone. Rows of one guid are of one work, and so are works of one id in
 * the first catalogue that knows them: all catalogues at once would cost a join for each.
 */
const GUID = `(CASE WHEN ${namesATitle('i')} THEN i.guid ELSE i.id::text END) COLLATE "C"`;
const CATALOGUES = ['imdb', 'tmdb', 'tvdb'];
const WORK = `COALESCE(${CATALOGUES.map((catalogue) => `type || '${catalogue}' || ${catalogue}`).join(', ')}, guid) COLLATE "C"`;
/** Of an item that is there and of any: the newest. */
const NEWEST = 'max(live) AS live, max(id) AS id';

export const titlesStatement = (person: string | null): string => `
  WITH counted AS MATERIALIZED (
    SELECT p.title_id, count(*)::int AS plays, ${WATCHED_MS} AS ms
    FROM plays p WHERE ${within(person)} AND p.title_id IS NOT NULL GROUP BY p.title_id
  ), known AS MATERIALIZED (
    SELECT c.plays, c.ms, i.id, CASE WHEN i.deleted_at IS NULL THEN i.id END AS live, i.genres, i.type, ${GUID} AS guid,
      ${CATALOGUES.map((catalogue) => `i.${catalogue}_id COLLATE "C" AS ${catalogue}`).join(', ')}
    FROM counted c JOIN media_items i ON i.id = c.title_id
  ), named AS (
    SELECT guid, type, sum(plays) AS plays, sum(ms) AS ms, ${NEWEST},
      ${CATALOGUES.map((catalogue) => `min(${catalogue}) AS ${catalogue}`).join(', ')}
    FROM known GROUP BY guid, type
  ), best AS (
    SELECT ${WORK} AS work, sum(plays)::int AS plays, sum(ms) AS ms, ${NEWEST} FROM named GROUP BY 1
    ORDER BY plays DESC, ms DESC, work LIMIT ${LISTED}
  ), by_genres AS (SELECT genres, sum(plays) AS plays, sum(ms) AS ms FROM known GROUP BY genres)
  SELECT 'genre' AS kind, g.genre AS name, sum(k.plays)::int AS plays, sum(k.ms) AS "durationMs", NULL::bigint AS "itemId",
    NULL::uuid AS "sectionId", NULL AS type, NULL::int AS year, NULL AS thumb
  FROM by_genres k CROSS JOIN LATERAL unnest(k.genres) AS g (genre) GROUP BY g.genre
  UNION ALL
  SELECT 'title', i.title, b.plays, b.ms, CASE WHEN i.deleted_at IS NULL THEN i.id END, i.section_id, i.type, i.year, i.thumb
  FROM best b JOIN media_items i ON i.id = COALESCE(b.live, b.id)`;

/** Plays without an item of ours: their own words are all there is. */
const untitledStatement = (person: string | null): string => `
  SELECT CASE p.type WHEN 'episode' THEN 'show' WHEN 'track' THEN 'artist' ELSE p.type END AS type,
    COALESCE(p.grandparent_title, p.title) AS name, count(*)::int AS plays, ${WATCHED_MS} AS "durationMs"
  FROM plays p WHERE ${within(person)} AND p.title_id IS NULL AND COALESCE(p.grandparent_title, p.title) IS NOT NULL
  GROUP BY 1, 2 ORDER BY plays DESC, 4 DESC, name LIMIT ${LISTED}`;

type MixedRow = Omit<TitleRow, 'title'> & { kind: 'genre' | 'title'; name: string };

/** Figures about plays: of one person (a plex.tv id), or of everybody (null). */
@Injectable()
export class StatsQuery {
  constructor(private readonly database: Database) {}

  async firstAt(person: string | null): Promise<Date | null> {
    const text = `SELECT min(viewed_at) AS at FROM plays ${person === null ? '' : 'WHERE plex_account_id = $1'}`;
    return (await this.database.row<{ at: Date | null }>(text, person === null ? [] : [person]))!.at;
  }

  /** When it was watched; of everybody also by whom, where the server names them. */
  async hours(span: Span, person: string | null): Promise<{ hours: HourRow[]; people: AccountRow[] }> {
    const rows = await this.rows<SplitRow>(hoursStatement(person), span, person);
    const byHour = rows.filter((row): row is SplitRow & { at: number } => row.at !== null);
    return {
      hours: byHour.map(({ at, ...sums }) => ({ ...sums, hour: new Date(at * 1000) })),
      people: rows.filter((row): row is SplitRow & AccountRow => row.at === null && row.account !== null),
    };
  }

  async sum(span: Span, person: string | null): Promise<SumRow> {
    const text = `SELECT count(*)::int AS plays, ${WATCHED_MS} AS "durationMs" FROM plays p WHERE ${within(person)}`;
    return (await this.rows<SumRow>(text, span, person))[0];
  }

  /** The genres and titles that were played most, most first. */
  async favourites(span: Span, person: string | null): Promise<{ genres: GenreRow[]; titles: TitleRow[] }> {
    const [mixed, untitled] = await Promise.all([
      this.rows<MixedRow>(titlesStatement(person), span, person),
      this.rows<SumRow & { type: string | null; name: string }>(untitledStatement(person), span, person),
    ]);
    const genres = mixed.filter(({ kind }) => kind === 'genre').map(({ name, ...sums }) => ({ ...sums, genre: name }));
    const known = mixed.filter(({ kind }) => kind === 'title').map(({ name, ...row }) => ({ ...row, title: name }));
    const others = untitled.map(({ name, ...row }) => ({ ...NO_ITEM, ...row, title: name }));
    return {
      genres: genres.sort((a, b) => byPlays(a, b) || (a.genre < b.genre ? -1 : 1)).slice(0, LISTED),
      titles: [...known, ...others].sort(byPlays).slice(0, LISTED),
    };
  }

  /** Who watched most, most first; people who never signed in here have no name: only Plex knows it. */
  async named(people: readonly AccountRow[]): Promise<PersonRow[]> {
    const most = [...people].sort((a, b) => byPlays(a, b) || Number(a.account) - Number(b.account)).slice(0, LISTED);
    const users = await this.database.rows<{ account: string; userId: string; displayName: string }>(
      `SELECT plex_account_id::text AS account, id AS "userId", display_name AS "displayName" FROM users
       WHERE plex_account_id = ANY ($1::bigint[])`,
      [most.map(({ account }) => account)],
    );
    return most.map(({ account, plays, durationMs }) => {
      const user = users.find((known) => known.account === account);
      return { userId: user?.userId ?? null, displayName: user?.displayName ?? null, plays, durationMs };
    });
  }

  private rows<Row>(text: string, { from, to }: Span, person: string | null): Promise<Row[]> {
    const values = person === null ? [from, to] : [from, to, person];
    return this.database.rows<Row & Record<string, unknown>>(text, values) as Promise<Row[]>;
  }
}

const NO_ITEM = { itemId: null, sectionId: null, year: null, thumb: null };

function byPlays(a: SumRow, b: SumRow): number {
  return b.plays - a.plays || b.durationMs - a.durationMs;
}
