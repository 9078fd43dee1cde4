import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ownTurn } from '../../common';
import { Database, type SqlExecutor } from '../../infra/database';
import type { PlexItem } from '../../plex';
import { spokenOf } from '../audio/languages-of';
import { writeLanguages } from '../audio/item-languages.repository';
import { columnArrays } from './column-arrays';
import { ITEM_COLUMNS } from './media-item.columns';
import { toMappedItems, type MappedItem } from './media-item.mapper';
import { COMPARE_PAGE, INSERT_ITEMS, UPSERT_ITEMS } from './media-item-upsert.statements';
import { writeParts } from './media-part.repository';

/** The section that a page was read from. */
export interface SectionRef {
  id: string;
  serverId: string;
}

export interface PageWritten {
  /** Rows that were not there before. */
  added: number;
  /** Rows that changed, moved here from another section, or were gone and came back. */
  updated: number;
  /** Ids (bigint as text) of every item of the page, unchanged ones included; in no particular order. */
  itemIds: string[];
  /** Ids of the rows that were added or updated. */
  writtenIds: string[];
  /** Sections of the server that items moved here from. */
  leftSectionIds: string[];
  /** md5 over the content hashes of the items in the order of their ids: what the rows are made of now. */
  contentDigest: string;
}

/** A page beside what is stored of it. */
interface ComparedPage {
  idsByKey: Map<string, string>;
  leftSectionIds: string[];
  fresh: MappedItem[];
  changed: MappedItem[];
}

interface ComparedRow {
  [column: string]: unknown;
  rating_key: string;
  id: string | null;
  same: boolean;
  /** Where the row was in another section so far. */
  left_section_id: string | null;
}

interface WrittenRow {
  id: string;
  rating_key: string;
  added: boolean;
}

const NOTHING: PageWritten = {
  added: 0,
  updated: 0,
  itemIds: [],
  writtenIds: [],
  leftSectionIds: [],
  contentDigest: digestOf([], new Map()),
};

const UNIQUE_VIOLATION = '23505';

/** Set-based writes of listing pages into `media_items` and `media_parts`. Idempotent. */
@Injectable()
export class MediaItemUpsert {
  constructor(private readonly database: Database) {}

  /**
   * Writes what differs from the stored rows, in one transaction; a page without changes costs one read.
   * A ratingKey that occurs twice counts once (the last row wins). Tombstones of listed items are cleared.
   * @param within the caller's transaction, to be part of it
   */
  async writePage(section: SectionRef, items: readonly PlexItem[], within?: SqlExecutor): Promise<PageWritten> {
    await ownTurn();
    const mapped = toMappedItems(items);
    if (mapped.length === 0) return NOTHING;
    const page = await compare(within ?? this.database, section, mapped);
    const written = await this.write(section, page, within);
    const { idsByKey } = page;
    for (const row of written) idsByKey.set(row.rating_key, row.id);
    if (idsByKey.size < mapped.length) await findMissingIds(within ?? this.database, section, mapped, idsByKey);
    const added = written.reduce((count, row) => count + (row.added ? 1 : 0), 0);
    return {
      added,
      updated: written.length - added,
      itemIds: [...idsByKey.values()],
      writtenIds: written.map(({ id }) => id),
      leftSectionIds: page.leftSectionIds,
      contentDigest: digestOf(mapped, idsByKey),
    };
  }

  private async write(section: SectionRef, page: ComparedPage, within?: SqlExecutor): Promise<WrittenRow[]> {
    if (page.fresh.length + page.changed.length === 0) return [];
    const work = async (sql: SqlExecutor): Promise<WrittenRow[]> => {
      const inserted = page.fresh.length > 0 ? await insert(sql, section, page.fresh) : [];
      const updated = page.changed.length > 0 ? await put(sql, UPSERT_ITEMS, section, page.changed) : [];
      return [...inserted, ...updated];
    };
    return within ? work(within) : this.database.transaction(work);
  }
}

/** The same in SQL: `md5(string_agg(content_hash::text, '' ORDER BY id))`. */
function digestOf(mapped: readonly MappedItem[], idsByKey: ReadonlyMap<string, string>): string {
  const rows = mapped.map(({ item, contentHash }) => ({ id: Number(idsByKey.get(item.ratingKey)), contentHash }));
  rows.sort((a, b) => a.id - b.id);
  return hash('md5', rows.map(({ contentHash }) => contentHash).join(''), 'hex');
}

async function compare(sql: SqlExecutor, section: SectionRef, mapped: readonly MappedItem[]): Promise<ComparedPage> {
  const rows = await sql.rows<ComparedRow>(COMPARE_PAGE, [
    section.serverId,
    section.id,
    mapped.map(({ item }) => item.ratingKey),
    mapped.map(({ contentHash }) => contentHash),
  ]);
  const idsByKey = new Map<string, string>();
  const same = new Set<string>();
  const left = new Set<string>();
  for (const row of rows) {
    if (row.left_section_id !== null) left.add(row.left_section_id);
    if (row.id !== null) idsByKey.set(row.rating_key, row.id);
    if (row.same) same.add(row.rating_key);
  }
  return {
    idsByKey,
    leftSectionIds: [...left],
    fresh: mapped.filter(({ item }) => !idsByKey.has(item.ratingKey)),
    changed: mapped.filter(({ item }) => idsByKey.has(item.ratingKey) && !same.has(item.ratingKey)),
  };
}

/** Another writer may have stored one of these rows since we looked: then they are all written as changed ones. */
async function insert(sql: SqlExecutor, section: SectionRef, fresh: readonly MappedItem[]): Promise<WrittenRow[]> {
  await sql.run('SAVEPOINT before_insert');
  try {
    return await put(sql, INSERT_ITEMS, section, fresh);
  } catch (error) {
    if ((error as { code?: string }).code !== UNIQUE_VIOLATION) throw error;
    await sql.run('ROLLBACK TO SAVEPOINT before_insert');
    return put(sql, UPSERT_ITEMS, section, fresh);
  }
}

async function put(
  sql: SqlExecutor,
  statement: string,
  section: SectionRef,
  items: readonly MappedItem[],
): Promise<WrittenRow[]> {
  await ownTurn();
  const values = [section.serverId, section.id, ...columnArrays(ITEM_COLUMNS, items)];
  const written = await sql.rows<WrittenRow>(statement, values);
  const byKey = new Map(items.map(({ item }) => [item.ratingKey, item]));
  await writeParts(
    sql,
    written.map((row) => ({ itemId: row.id, versions: byKey.get(row.rating_key)!.versions, isNew: row.added })),
  );
  await writeLanguages(sql, spokenOf(written, byKey));
  return written;
}

/** Rows that another writer stored in the same form between our look and our write are not returned by it. */
async function findMissingIds(
  sql: SqlExecutor,
  section: SectionRef,
  mapped: readonly MappedItem[],
  idsByKey: Map<string, string>,
): Promise<void> {
  const missing = mapped.map(({ item }) => item.ratingKey).filter((key) => !idsByKey.has(key));
  const rows = await sql.rows<{ id: string; rating_key: string }>(
    'SELECT id, rating_key FROM media_items WHERE server_id = $1 AND rating_key = ANY ($2)',
    [section.serverId, missing],
  );
  for (const row of rows) idsByKey.set(row.rating_key, row.id);
}
