import type { TestDatabase } from '../../testing';

/** A row as both sides can tell it. */
export interface TrueRow {
  ratingKey: string;
  sectionKey: string;
  type: string;
  title: string;
  guid: string | null;
  parentRatingKey: string | null;
  updatedAt: number | null;
  /** Of what has files of its own; null where no size is known. */
  sizeBytes: number | null;
}

export interface Stored {
  live: TrueRow[];
  gone: TrueRow[];
}

export interface StoredPlay {
  [column: string]: unknown;
  historyKey: string;
  ratingKey: string | null;
  itemKey: string | null;
}

const PLAYS = `
  SELECT p.history_key AS "historyKey", p.rating_key AS "ratingKey", p.account_id AS "accountId",
    p.viewed_at AS "viewedAt", i.rating_key AS "itemKey", i.server_id AS "itemServerId"
  FROM plays p LEFT JOIN media_items i ON i.id = p.item_id WHERE p.server_id = $1`;

const STORED = `
  SELECT i.rating_key AS "ratingKey", s.key AS "sectionKey", i.type, i.title, i.guid,
    i.parent_rating_key AS "parentRatingKey",
    extract(epoch FROM i.plex_updated_at)::float8 AS "updatedAt",
    CASE WHEN i.type IN ('movie', 'episode', 'track') THEN i.size_bytes::float8 END AS "sizeBytes",
    i.deleted_at IS NOT NULL AS "isGone"
  FROM media_items i JOIN library_sections s ON s.id = i.section_id
  WHERE i.server_id = $1 ORDER BY i.rating_key COLLATE "C"`;

export async function storedRows({ database }: TestDatabase, serverId: string): Promise<Stored> {
  const rows = await database.rows<TrueRow & { isGone: boolean }>(STORED, [serverId]);
  const of = (gone: boolean) => rows.filter(({ isGone }) => isGone === gone).map(({ isGone: _, ...row }) => row);
  return { live: of(false), gone: of(true) };
}

/** Plays of a server, each with the item that it hangs on. */
export function storedPlays({ database }: TestDatabase, serverId: string): Promise<StoredPlay[]> {
  return database.rows(PLAYS, [serverId]);
}

/** A line of the control API. */
export interface TrueLine extends TrueRow {
  media: { optimized: boolean; parts: { file: string; sizeBytes: number | null }[] }[];
}

export function toTrueRow(line: TrueLine): TrueRow {
  const { ratingKey, sectionKey, type, title, guid, parentRatingKey, updatedAt } = line;
  return { ratingKey, sectionKey, type, title, guid, parentRatingKey, updatedAt, sizeBytes: sizeOf(line) };
}

/** A file that two versions name takes its room on the disk once. Null, not 0, where no size is known. */
function sizeOf({ media }: TrueLine): number | null {
  const sizes = new Map<string, number>();
  for (const { optimized, parts } of media)
    for (const { file, sizeBytes } of parts)
      if (!optimized && sizeBytes && !sizes.has(file)) sizes.set(file, sizeBytes);
  return sizes.size === 0 ? null : [...sizes.values()].reduce((sum, size) => sum + size, 0);
}

/** Rows whose keys are not among the others. */
export function newIn(rows: readonly TrueRow[], others: readonly TrueRow[]): TrueRow[] {
  const known = new Set(others.map(({ ratingKey }) => ratingKey));
  return rows.filter(({ ratingKey }) => !known.has(ratingKey));
}
