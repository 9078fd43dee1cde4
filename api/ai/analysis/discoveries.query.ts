import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';

/** A genre or a person, and how many titles of theirs were watched in the period. */
export interface FirstMet {
  kind: 'genre' | 'person';
  name: string;
  titles: number;
}

export interface FirstSeen {
  count: number;
  /** The most played first. */
  titleIds: string[];
}

export interface HistoryState {
  /** When the history of the server that was looked at longest ago was read; null: never. */
  readAt: Date | null;
  /** Of every server it was read to its beginning. */
  whole: boolean;
}

const LISTED = 10;
/** Of a cast those that the poster names. */
const ACTORS = 4;

/** $1 person, $2 from, $3 to, $4 sections. Each title with its first view ever, whether it can be seen or not. */
const TITLES = `
  WITH seen AS MATERIALIZED (
    SELECT p.title_id AS id, min(p.viewed_at) AS first_at, count(*) FILTER (WHERE p.viewed_at >= $2)::int AS plays
    FROM plays p WHERE p.plex_account_id = $1 AND p.viewed_at < $3 AND p.title_id IS NOT NULL GROUP BY p.title_id
  ), titles AS MATERIALIZED (
    SELECT s.id, s.first_at, s.plays, i.genres, i.directors || i.actors[1:${ACTORS}] AS people,
      i.section_id = ANY ($4::uuid[]) AND i.deleted_at IS NULL AS visible
    FROM seen s JOIN media_items i ON i.id = s.id
  )`;

const FIRST_SEEN = `${TITLES}
  SELECT t.id::text AS id, (count(*) OVER ())::int AS count FROM titles t
  WHERE t.visible AND t.first_at >= $2 ORDER BY t.plays DESC, t.first_at DESC, t.id DESC LIMIT ${LISTED}`;

/** New is what no title had that was watched before, also one that cannot be seen any more; told is what a visible one has. */
const firstMet = (kind: FirstMet['kind'], tags: string): string => `
  (SELECT '${kind}' AS kind, tag.name, (count(DISTINCT t.id) FILTER (WHERE t.visible AND t.plays > 0))::int AS titles
   FROM titles t CROSS JOIN LATERAL unnest(${tags}) AS tag (name)
   GROUP BY tag.name
   HAVING min(t.first_at) >= $2 AND bool_or(t.visible AND t.plays > 0)
   ORDER BY titles DESC, tag.name LIMIT ${LISTED})`;
const FIRST_MET = `${TITLES} ${firstMet('genre', 't.genres')} UNION ALL ${firstMet('person', 't.people')}`;

const HISTORY = `
  SELECT min(h.imported_at) AS "readAt", bool_and(h.whole_at IS NOT NULL) AS whole
  FROM plex_servers p LEFT JOIN history_imports h ON h.server_id = p.id
  WHERE p.id IN (SELECT s.server_id FROM library_sections s WHERE s.id = ANY ($1::uuid[]))`;

/** What somebody watched for the first time. */
@Injectable()
export class DiscoveriesQuery {
  constructor(private readonly database: Database) {}

  async titles(person: string, from: string, to: string, sectionIds: readonly string[]): Promise<FirstSeen> {
    const rows = await this.database.rows<{ id: string; count: number }>(FIRST_SEEN, [person, from, to, sectionIds]);
    return { count: rows.at(0)?.count ?? 0, titleIds: rows.map(({ id }) => id) };
  }

  tags(person: string, from: string, to: string, sectionIds: readonly string[]): Promise<FirstMet[]> {
    return this.database.rows<FirstMet & Record<string, unknown>>(FIRST_MET, [person, from, to, sectionIds]);
  }

  /** How far the history is known of the servers of these sections. */
  async history(sectionIds: readonly string[]): Promise<HistoryState> {
    const row = await this.database.row<{ readAt: Date | null; whole: boolean | null }>(HISTORY, [sectionIds]);
    return { readAt: row?.readAt ?? null, whole: row?.whole ?? false };
  }
}
