import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';
import { behind } from '../item/item-conditions';
import type { SortOrder } from '../item/item-query.dto';
import type { Keyset, SortColumn } from '../item/item-sort';
import { FILE } from '../item/section-totals.repository';
import { SqlValues, type Statement } from '../item/sql-values';
import type { DuplicatesExportQuery } from './insight-query.dto';
import { hits } from './insight-page.query';
import { DUPLICATE_KINDS, LEAF_TYPES, type DuplicateKind, type LeafType } from './insight-words';

export interface DuplicateList {
  name: string;
  sectionIds: readonly string[];
  filter: Pick<DuplicatesExportQuery, 'kind' | 'type' | 'serverId' | 'sectionId' | 'q'>;
  sort: SortColumn;
  order: SortOrder;
}

export interface DuplicateRow {
  id: string;
  kind: DuplicateKind;
  type: LeafType;
  v: string;
}

/** One version of one item of a group, as it is now. */
export interface CopyRow {
  group_id: string;
  item_id: string;
  version_index: number;
  server_id: string;
  server_name: string;
  section_id: string;
  section_title: string;
  title: string;
  year: number | null;
  edition_title: string | null;
  grandparent_title: string | null;
  parent_index: number | null;
  item_index: number | null;
  thumb: string | null;
  added_at: Date;
  resolution: string | null;
  video_codec: string | null;
  container: string | null;
  bitrate_kbps: number | null;
  hdr: boolean | null;
  /** What tells files of one server apart, and their sizes in the same order; null: unknown. */
  files: string[];
  sizes: (number | null)[];
  /** Null where the history of the server was never read whole. */
  plays: number | null;
}

/** Copies of these groups, in sections that the caller sees. $1 groups, $2 sections. */
const COPIES = `
  SELECT x.duplicate_id AS group_id, i.id AS item_id, p.version_index, i.server_id, s.name AS server_name, i.section_id,
    l.title AS section_title, i.title, i.year, i.edition_title, i.grandparent_title, i.parent_index, i.item_index, i.thumb,
    i.added_at, p.resolution, p.video_codec, p.container, p.bitrate_kbps, p.hdr, p.files, p.sizes,
    CASE WHEN h.whole_at IS NOT NULL THEN (SELECT count(*)::int FROM plays v WHERE v.item_id = i.id) END AS plays
  FROM insight_duplicate_items x
  JOIN media_items i ON i.id = x.item_id AND i.section_id = ANY ($2) AND i.deleted_at IS NULL AND i.available
  JOIN library_sections l ON l.id = i.section_id
  JOIN plex_servers s ON s.id = i.server_id
  LEFT JOIN history_imports h ON h.server_id = i.server_id
  CROSS JOIN LATERAL (
    SELECT p.version_index, min(p.resolution) AS resolution, min(p.video_codec) AS video_codec, min(p.container) AS container,
      max(p.bitrate_kbps) AS bitrate_kbps, bool_or(p.hdr) AS hdr, array_agg(${FILE} ORDER BY p.part_index) AS files,
      array_agg(p.size_bytes::float8 ORDER BY p.part_index) AS sizes
    FROM media_parts p WHERE p.item_id = i.id AND NOT p.optimized GROUP BY p.version_index
  ) p
  WHERE x.duplicate_id = ANY ($1::bigint[])
  ORDER BY x.duplicate_id, i.id, p.version_index`;

/** Pages of groups of duplicates. */
@Injectable()
export class DuplicatesQuery {
  constructor(private readonly database: Database) {}

  groups(list: DuplicateList, keyset: Keyset | null, count: number): Promise<DuplicateRow[]> {
    const { text, values } = duplicatesStatement(list, keyset, count);
    return this.database.rows<DuplicateRow & Record<string, unknown>>(text, values);
  }

  copies(groupIds: readonly string[], sectionIds: readonly string[]): Promise<CopyRow[]> {
    return this.database.rows<CopyRow & Record<string, unknown>>(COPIES, [groupIds, sectionIds], 'insight-copies');
  }
}

/** For each kind and type one range of an index that ends after so many rows; of a search, what has the words. */
function duplicatesStatement(list: DuplicateList, keyset: Keyset | null, count: number): Statement {
  const values = new SqlValues();
  const { sort, order, filter, sectionIds } = list;
  const conditions = [`t.section_ids && ${values.add(sectionIds)}::uuid[]`];
  if (filter.serverId !== undefined) conditions.push(`${values.add(filter.serverId)}::uuid = ANY (t.server_ids)`);
  if (filter.sectionId !== undefined) conditions.push(`${values.add(filter.sectionId)}::uuid = ANY (t.section_ids)`);
  if (keyset) conditions.push(behind(keyset, sort, order, values, 't.id'));
  const limit = values.add(count);
  const kinds = `${values.add(filter.kind === undefined ? DUPLICATE_KINDS : [filter.kind])}::text[]`;
  const types = `${values.add(filter.type === undefined ? LEAF_TYPES : [filter.type])}::text[]`;
  const rows = (...own: string[]) =>
    `SELECT t.id, t.kind, t.type, ${sort.expression} AS v FROM insight_duplicates t WHERE ${[...own, ...conditions].join(' AND ')}`;
  const from =
    filter.q === undefined
      ? `FROM unnest(${kinds}) AS k (kind) CROSS JOIN unnest(${types}) AS y (type) CROSS JOIN LATERAL (
           ${rows('t.kind = k.kind', 't.type = y.type')} ORDER BY ${sort.expression} ${order}, t.id ${order} LIMIT ${limit}
         ) r`
      : `FROM wanted w CROSS JOIN LATERAL (
           ${rows('t.id = w.id', `t.kind = ANY (${kinds})`, `t.type = ANY (${types})`)} OFFSET 0
         ) r`;
  const search = filter.q === undefined ? '' : `WITH ${hits(filter.q, sectionIds, values)}, ${WANTED}`;
  const text = `${search} SELECT r.* ${from} ORDER BY r.v ${order}, r.id ${order} LIMIT ${limit}`;
  return { text, values: values.list };
}

/** Groups of what has the words, looked up one by one: see `found` in insight-page.query. */
const WANTED = `wanted AS MATERIALIZED (
  SELECT DISTINCT x.duplicate_id AS id FROM hit
  CROSS JOIN LATERAL (SELECT d.duplicate_id FROM insight_duplicate_items d WHERE d.item_id = hit.id OFFSET 0) x
)`;
