import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';

export interface StoredItem {
  id: string;
  ratingKey: string;
  sectionId: string;
  parentRatingKey: string | null;
  grandparentRatingKey: string | null;
  /** Only its tombstone is left. */
  isGone: boolean;
}

const COLUMNS = `m.id, m.rating_key AS "ratingKey", m.section_id AS "sectionId", m.parent_rating_key AS "parentRatingKey",
  m.grandparent_rating_key AS "grandparentRatingKey", m.deleted_at IS NOT NULL AS "isGone"`;

/** Always one index look-up a key, whatever the planner believes. */
const FIND = `
  SELECT i.* FROM unnest($2::text[]) AS k (rating_key)
  CROSS JOIN LATERAL (
    SELECT ${COLUMNS} FROM media_items m WHERE m.server_id = $1 AND m.rating_key = k.rating_key OFFSET 0
  ) i`;

/** Step by step: the index on parents is the one that there is. */
const BELOW = `
  WITH RECURSIVE below (id) AS (
    SELECT c.id FROM unnest($1::bigint[]) AS k (id)
    JOIN media_items c ON c.parent_id = k.id AND c.deleted_at IS NULL
    UNION
    SELECT c.id FROM below JOIN media_items c ON c.parent_id = below.id AND c.deleted_at IS NULL
  )
  SELECT ${COLUMNS} FROM below JOIN media_items m ON m.id = below.id ORDER BY m.id`;

/** Rows of a server wherever they are. */
@Injectable()
export class StoredItems {
  constructor(private readonly database: Database) {}

  /** Those of the keys that are stored, gone ones included, by ratingKey. */
  async findByKey(serverId: string, ratingKeys: readonly string[]): Promise<Map<string, StoredItem>> {
    const rows = await this.database.rows<StoredItem & Record<string, unknown>>(FIND, [serverId, ratingKeys]);
    return new Map(rows.map((row) => [row.ratingKey, row]));
  }

  /** What is not gone of the seasons and episodes, albums and tracks below these items. */
  listBelow(ids: readonly string[]): Promise<StoredItem[]> {
    return this.database.rows<StoredItem & Record<string, unknown>>(BELOW, [ids]);
  }
}
