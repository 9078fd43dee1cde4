import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';
import { SqlValues } from '../item/sql-values';
import type { StorageFilterQuery } from './insight-query.dto';
import type { StorageBy } from './insight-words';
import { DIMENSIONS, grainOf, storageConditions } from './storage-conditions';

export interface StorageSumRow {
  items: number;
  bytes: number;
  watchedMs: number | null;
}

export interface StorageGroupRow extends StorageSumRow {
  key: string;
  /** Of all groups, listed or not. */
  allGroups: number;
  allItems: number;
  allBytes: number;
  allWatchedMs: number | null;
}

/** What a key stands for. */
export interface NamedRow {
  id: string;
  title: string;
  serverId: string;
  serverName: string;
  thumb: string | null;
}

const WATCHED = 'CASE WHEN bool_and(t.watched_ms IS NOT NULL) THEN sum(t.watched_ms::float8) END';
const SUMS = `COALESCE(sum(t.items), 0)::float8 AS items, COALESCE(sum(t.bytes::float8), 0) AS bytes, ${WATCHED} AS "watchedMs"`;

/** What takes up space. Sums stay below 2^53, where floats are exact. */
@Injectable()
export class StorageQuery {
  constructor(private readonly database: Database) {}

  async total(sectionIds: readonly string[], filter: StorageFilterQuery): Promise<StorageSumRow> {
    const values = new SqlValues();
    const text = `SELECT ${SUMS} FROM insight_blocks t WHERE ${this.place(sectionIds, filter, values)}`;
    return (await this.database.row<StorageSumRow & Record<string, unknown>>(text, values.list))!;
  }

  /** The largest groups. */
  groups(
    sectionIds: readonly string[],
    filter: StorageFilterQuery,
    by: StorageBy,
    limit: number,
  ): Promise<StorageGroupRow[]> {
    const values = new SqlValues();
    const { column } = DIMENSIONS[by];
    const text = `
      SELECT g.*, count(*) OVER ()::int AS "allGroups", sum(g.items) OVER () AS "allItems", sum(g.bytes) OVER () AS "allBytes",
        CASE WHEN bool_and(g."watchedMs" IS NOT NULL) OVER () THEN sum(g."watchedMs") OVER () END AS "allWatchedMs"
      FROM (
        SELECT t.${column}::text AS key, ${SUMS} FROM insight_blocks t
        WHERE ${this.place(sectionIds, filter, values, by)} GROUP BY t.${column}
      ) g
      ORDER BY g.bytes DESC, g.items DESC, g.key LIMIT ${values.add(limit)}`;
    return this.database.rows<StorageGroupRow & Record<string, unknown>>(text, values.list);
  }

  sections(ids: readonly string[]): Promise<NamedRow[]> {
    return this.database.rows<NamedRow & Record<string, unknown>>(
      `SELECT s.id, s.title, p.id AS "serverId", p.name AS "serverName", NULL AS thumb
       FROM library_sections s JOIN plex_servers p ON p.id = s.server_id WHERE s.id = ANY ($1)`,
      [ids],
      'insight-sections',
    );
  }

  shows(ids: readonly string[]): Promise<NamedRow[]> {
    return this.database.rows<NamedRow & Record<string, unknown>>(
      `SELECT i.id, i.title, p.id AS "serverId", p.name AS "serverName", i.thumb
       FROM media_items i JOIN plex_servers p ON p.id = i.server_id WHERE i.id = ANY ($1::bigint[])`,
      [ids],
      'insight-shows',
    );
  }

  private place(sectionIds: readonly string[], filter: StorageFilterQuery, values: SqlValues, by?: StorageBy): string {
    return [
      `t.section_id = ANY (${values.add(sectionIds)}::uuid[])`,
      `t.grain = ${values.add(grainOf(filter, by))}`,
      ...storageConditions(filter, values),
    ].join(' AND ');
  }
}
