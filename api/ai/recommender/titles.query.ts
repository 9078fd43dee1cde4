import { Injectable } from '@nestjs/common';
import { ownTurn } from '../../common';
import { Database } from '../../infra/database';
import { FINISHED_PERCENT } from '../../library';
import type { TitleFacts } from './engine';

interface TitleRow extends Record<string, unknown> {
  id: string;
  section_id: string;
  type: string;
  works: string[];
  year: number | null;
  rating: number | null;
  added_at: Date;
  available: boolean;
  genres: string[];
  directors: string[];
  actors: string[];
  countries: string[];
  collections: string[];
  studio: string | null;
  content_rating: string | null;
  summary: string | null;
}

/** Rows that one turn of the event loop reads: some 5 ms. */
const PAGE = 250;
export const RECOMMENDED_TYPES = ['movie', 'show'] as const;

/** Newest first: where there are more than anybody can hold, the newest are those that are new to people. */
const TITLES = `
  SELECT i.id, i.section_id, i.type, i.year, i.rating, i.added_at, i.available, i.genres, i.directors, i.actors,
    i.countries, i.collections, i.studio, i.content_rating, left(i.summary, 400) AS summary,
    array_remove(ARRAY[
      CASE WHEN i.guid NOT LIKE 'local://%' AND i.guid NOT LIKE '%.agents.none://%' THEN i.guid END,
      i.type || 'imdb' || i.imdb_id, i.type || 'tmdb' || i.tmdb_id, i.type || 'tvdb' || i.tvdb_id], NULL) AS works
  FROM media_items i JOIN library_sections s ON s.id = i.section_id
  WHERE i.section_id = $1 AND i.type = $2 AND s.enabled AND i.deleted_at IS NULL AND ($3::bigint IS NULL OR i.id < $3)
  ORDER BY i.id DESC LIMIT ${PAGE}`;

const BRANCHES = `
  SELECT id, type FROM library_sections WHERE enabled AND missing_at IS NULL AND type = ANY ($1) ORDER BY created_at, id`;

/** What the index of titles is made of. */
@Injectable()
export class TitlesQuery {
  constructor(private readonly database: Database) {}

  /** A mark that changes whenever libraries were read or changed. */
  async state(): Promise<string> {
    const row = await this.database.row<{ state: string }>(
      `SELECT md5(string_agg(concat_ws('|', id, enabled, missing_at, item_count, last_synced_at), ',' ORDER BY id)) AS state
       FROM library_sections`,
    );
    return row?.state ?? '';
  }

  /** Whether a library was read to its end and none is being read: what is half there is read again at once. */
  async isSettled(): Promise<boolean> {
    const row = await this.database.row<{ settled: boolean }>(
      `SELECT EXISTS (SELECT FROM library_sections WHERE last_synced_at IS NOT NULL)
         AND NOT EXISTS (SELECT FROM sync_runs WHERE state = 'running') AS settled`,
    );
    return row?.settled ?? false;
  }

  /** Titles of every enabled library, `most` at most, read in pages. */
  async *titles(most: number): AsyncGenerator<TitleFacts> {
    const sections = await this.database.rows<{ id: string; type: string }>(BRANCHES, [RECOMMENDED_TYPES]);
    let left = most;
    for (const { id, type } of sections)
      for (let after: string | null = null; left > 0;) {
        const rows: TitleRow[] = await this.database.rows<TitleRow>(TITLES, [id, type, after], 'recommender-titles');
        await ownTurn();
        for (const row of rows.slice(0, left)) yield toFacts(row);
        left -= rows.length;
        if (rows.length < PAGE) break;
        after = rows[rows.length - 1].id;
      }
  }

  /** Who finished which title, person by person. */
  async *finished(): AsyncGenerator<{ accountId: string; itemIds: string[] }> {
    for (const { account } of await this.database.rows<{ account: string }>(PEOPLE)) {
      const rows = await this.database.rows<{ id: string }>(FINISHED, [account], 'recommender-plays');
      await ownTurn();
      yield { accountId: account, itemIds: rows.map(({ id }) => id) };
    }
  }
}

/** One look into the index for each person, where DISTINCT would read every play. */
const PEOPLE = `
  WITH RECURSIVE person AS (
    (SELECT plex_account_id AS account FROM plays WHERE plex_account_id IS NOT NULL ORDER BY 1 LIMIT 1)
    UNION ALL
    SELECT (SELECT p.plex_account_id FROM plays p WHERE p.plex_account_id > person.account ORDER BY 1 LIMIT 1)
    FROM person WHERE person.account IS NOT NULL
  ) SELECT account FROM person WHERE account IS NOT NULL`;

const FINISHED = `
  SELECT DISTINCT title_id AS id FROM plays
  WHERE plex_account_id = $1 AND title_id IS NOT NULL AND completion >= ${FINISHED_PERCENT}`;

function toFacts(row: TitleRow): TitleFacts {
  return {
    id: row.id,
    works: row.works.length > 0 ? row.works : [`item${row.id}`],
    sectionId: row.section_id,
    type: row.type,
    year: row.year,
    rating: row.rating,
    addedAt: row.added_at.getTime(),
    available: row.available,
    genres: row.genres,
    directors: row.directors,
    actors: row.actors,
    countries: row.countries,
    collections: row.collections,
    studio: row.studio,
    contentRating: row.content_rating,
    summary: row.summary,
  };
}
