import { Injectable } from '@nestjs/common';
import { Database, type SqlExecutor } from '../../infra/database';
import { columnArrays, joinList, unnestParameters, type ColumnSource } from '../item/column-arrays';

/** The languages of an item, and what tells them. */
export interface SpokenItem {
  itemId: string;
  /** The item whose streams tell: itself, or the first episode of a show or season. */
  sourceId: string;
  sourceUpdatedAt: Date | null;
  /** Null where its server told of no streams. */
  languages: readonly string[] | null;
}

/** An item whose languages are wanted, with what to ask its server for. */
export interface UnheardItem extends Omit<SpokenItem, 'languages'> {
  serverId: string;
  /** Of the source. */
  ratingKey: string;
  /** What is known of the source already; null where nothing is. */
  languages: string[] | null;
}

const COLUMNS: readonly ColumnSource<SpokenItem>[] = [
  { name: 'item_id', type: 'bigint', read: (row) => row.itemId },
  { name: 'source_id', type: 'bigint', read: (row) => row.sourceId },
  { name: 'source_updated_at', type: 'timestamptz', read: (row) => row.sourceUpdatedAt },
  { name: 'languages', type: 'text', read: ({ languages }) => languages && joinList(languages) },
];
const names = COLUMNS.map(({ name }) => name).join(', ');

/** Whoever is gone meanwhile is passed over. */
const WRITE = `
  INSERT INTO item_languages (${names})
  SELECT k.item_id, k.source_id, k.source_updated_at, string_to_array(k.languages, E'\\x1f')
  FROM unnest(${unnestParameters(COLUMNS, 1)}) AS k (${names})
  JOIN media_items i ON i.id = k.item_id JOIN media_items v ON v.id = k.source_id
  ORDER BY k.item_id
  FOR KEY SHARE OF i, v
  ON CONFLICT (item_id) DO UPDATE SET source_id = EXCLUDED.source_id, read_at = now(),
    source_updated_at = EXCLUDED.source_updated_at, languages = EXCLUDED.languages`;

/** Specials, and what has no number, come last. */
const FIRST = `e.type = 'episode' AND e.deleted_at IS NULL AND e.available
  ORDER BY COALESCE(e.parent_index, 0) = 0, e.parent_index, e.item_index, e.id LIMIT 1`;

const UNHEARD = `
  SELECT i.id AS "itemId", v.id AS "sourceId", v.plex_updated_at AS "sourceUpdatedAt", l.languages,
    v.server_id AS "serverId", v.rating_key AS "ratingKey"
  FROM unnest($1::bigint[]) WITH ORDINALITY AS k (id, place)
  JOIN media_items i ON i.id = k.id
  CROSS JOIN LATERAL (
    SELECT i.id WHERE i.type IN ('movie', 'episode')
    UNION ALL
    (SELECT e.id FROM media_items e WHERE i.type = 'show' AND e.grandparent_id = i.id AND ${FIRST})
    UNION ALL
    (SELECT e.id FROM media_items e WHERE i.type = 'season' AND e.parent_id = i.id AND ${FIRST})
  ) s
  JOIN media_items v ON v.id = s.id
  LEFT JOIN item_languages l ON l.item_id = v.id AND l.source_updated_at IS NOT DISTINCT FROM v.plex_updated_at
  ORDER BY k.place`;

/** Makes what is stored of these items what was read, within the caller's transaction. */
export async function writeLanguages(sql: SqlExecutor, items: readonly SpokenItem[]): Promise<void> {
  if (items.length > 0) await sql.run(WRITE, columnArrays(COLUMNS, items));
}

/** Which languages items are spoken in, as far as somebody read it. */
@Injectable()
export class ItemLanguages {
  constructor(private readonly database: Database) {}

  /** In the order of the ids; those that nothing could tell of, such as shows without episodes, are left out. */
  unheard(itemIds: readonly string[]): Promise<UnheardItem[]> {
    return this.database.rows<UnheardItem & Record<string, unknown>>(UNHEARD, [itemIds], 'item-languages-unheard');
  }

  write(items: readonly SpokenItem[]): Promise<void> {
    return writeLanguages(this.database, items);
  }
}
