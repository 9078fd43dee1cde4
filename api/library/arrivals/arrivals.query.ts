import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';
import { COUNTED_FILES, FILE } from '../item/section-totals.repository';
import type { VisibleSection } from '../section/visible-sections.query';

/** A part of a title of which something came on a day. */
interface ArrivedPart {
  id: string;
  title: string;
  index: number | null;
  leafCount: number;
}

export interface ArrivalRow {
  /** `YYYY-MM-DD`, of UTC. */
  date: string;
  titleId: string;
  leafCount: number;
  /** Of one that came last. */
  leafId: string;
  addedAt: Date;
  sizeBytes: number | null;
  parts: ArrivedPart[];
  /** The day was not counted to its end. */
  atLeast: boolean;
}

export interface ArrivalSpan {
  from: Date;
  now: Date;
  limit: number;
}

/** So many leaves are grouped at most: enough for weeks of any household, few enough not to be waited for. */
export const MOST_LEAVES = 3000;
const MOST_PARTS = 20;

const LEAF_TYPES: Record<string, string> = { movie: 'movie', show: 'episode', artist: 'track' };

/** $1 sections, $2 type of leaf of each, $3 from, $4 now: what has a date in the future came today, $5 rows. */
export const ARRIVALS = `
  WITH newest AS MATERIALIZED (
    SELECT l.* FROM unnest($1::uuid[], $2::text[]) AS s (section_id, type) CROSS JOIN LATERAL (
      SELECT i.id, i.type, i.added_at, i.parent_id, i.grandparent_id FROM media_items i
      WHERE i.section_id = s.section_id AND i.type = s.type AND i.deleted_at IS NULL AND i.available AND i.added_at >= $3
      ORDER BY i.added_at DESC, i.id DESC LIMIT ${MOST_LEAVES}
    ) l ORDER BY l.added_at DESC, l.id DESC LIMIT ${MOST_LEAVES}
  ), leaf AS MATERIALIZED (
    SELECT id, parent_id, added_at, CASE WHEN type = 'movie' THEN id ELSE COALESCE(grandparent_id, id) END AS title_id,
      (LEAST(added_at, $4::timestamptz) AT TIME ZONE 'UTC')::date AS day
    FROM newest
  ), arrival AS MATERIALIZED (
    SELECT day, title_id, count(*)::int AS leaves, max(LEAST(added_at, $4::timestamptz)) AS added_at,
      (array_agg(id ORDER BY added_at DESC, id DESC))[1] AS leaf_id
    FROM leaf GROUP BY day, title_id ORDER BY day DESC, 4 DESC, title_id DESC LIMIT $5
  ), file AS (
    SELECT l.day, l.title_id, max(p.size_bytes) AS bytes FROM arrival a JOIN leaf l ON l.day = a.day AND l.title_id = a.title_id
    JOIN media_parts p ON p.item_id = l.id WHERE ${COUNTED_FILES} GROUP BY l.day, l.title_id, ${FILE}
  ), size AS (SELECT day, title_id, sum(bytes)::float8 AS bytes FROM file GROUP BY day, title_id)
  , part AS (
    SELECT l.day, l.title_id, l.parent_id, count(*)::int AS leaves FROM arrival a
    JOIN leaf l ON l.day = a.day AND l.title_id = a.title_id WHERE l.parent_id IS NOT NULL AND l.parent_id <> l.title_id
    GROUP BY l.day, l.title_id, l.parent_id
  ), parts AS (
    SELECT p.day, p.title_id, jsonb_agg(jsonb_build_object('id', i.id::text, 'title', i.title, 'index', i.item_index,
      'leafCount', p.leaves) ORDER BY i.item_index, i.sort_key, i.id) AS list
    FROM part p JOIN media_items i ON i.id = p.parent_id AND i.deleted_at IS NULL GROUP BY p.day, p.title_id
  )
  SELECT to_char(a.day, 'YYYY-MM-DD') AS date, a.title_id AS "titleId", a.leaves AS "leafCount", a.leaf_id AS "leafId",
    a.added_at AS "addedAt", size.bytes AS "sizeBytes", COALESCE(parts.list, '[]') AS parts,
    (SELECT count(*) FROM leaf) = ${MOST_LEAVES} AND a.day = (SELECT min(day) FROM leaf) AS "atLeast"
  FROM arrival a LEFT JOIN size ON size.day = a.day AND size.title_id = a.title_id
  LEFT JOIN parts ON parts.day = a.day AND parts.title_id = a.title_id
  ORDER BY a.day DESC, a.added_at DESC, a.title_id DESC`;

/** What came into sections, by day and title. */
@Injectable()
export class ArrivalsQuery {
  constructor(private readonly database: Database) {}

  async list(sections: readonly VisibleSection[], { from, now, limit }: ArrivalSpan): Promise<ArrivalRow[]> {
    const mirrored = sections.filter(({ type }) => type in LEAF_TYPES);
    const types = mirrored.map(({ type }) => LEAF_TYPES[type]);
    const values = [mirrored.map(({ id }) => id), types, from, now, limit];
    const rows = await this.database.rows<ArrivalRow & Record<string, unknown>>(ARRIVALS, values, 'arrivals');
    return rows.map((row) => ({ ...row, parts: row.parts.slice(0, MOST_PARTS) }));
  }
}
