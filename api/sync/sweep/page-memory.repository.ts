import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';
import { MAPPING_VERSION, type PageWritten } from '../../library';
import type { KnownPage, PlexItemType } from '../../plex';

/** Which listing a page belongs to. */
export interface Listing {
  sectionId: string;
  type: PlexItemType;
}

export interface RememberedPage extends KnownPage {
  unusable: number;
}

/**
 * Remembers replies, so that a sync in which nothing changed costs little more than the transfer. The
 * stored rows are the judge, not the memory: a page counts as known only while the content of its rows
 * is still what this very reply made of them.
 */
@Injectable()
export class PageMemory {
  constructor(private readonly database: Database) {}

  /** The pages of a listing by their start. */
  async load({ sectionId, type }: Listing): Promise<Map<number, RememberedPage>> {
    const rows = await this.database.rows<RememberedPage & { start: number }>(
      `SELECT start, replace(reply_digest::text, '-', '') AS digest, row_count AS "rowCount",
              total_size AS "totalSize", unusable
       FROM sync_pages WHERE section_id = $1 AND type = $2 AND mapping_version = $3`,
      [sectionId, type, MAPPING_VERSION],
    );
    return new Map(rows.map(({ start, ...page }) => [start, page]));
  }

  /** Ids of the page's items; null when one of the rows is not any more what the reply made of it. */
  async recall({ sectionId, type }: Listing, start: number): Promise<string[] | null> {
    const row = await this.database.row<{ ids: string[] }>(
      `SELECT p.item_ids::text[] AS ids FROM sync_pages p
       WHERE p.section_id = $1 AND p.type = $2 AND p.start = $3
         AND p.content_digest::text = (
           SELECT md5(COALESCE(string_agg(i.content_hash::text, '' ORDER BY i.id), ''))::uuid::text
           FROM media_items i
           WHERE i.id = ANY (p.item_ids) AND i.section_id = $1 AND i.deleted_at IS NULL
         )`,
      [sectionId, type, start],
      'sync-page-recall',
    );
    return row?.ids ?? null;
  }

  async remember(
    { sectionId, type }: Listing,
    start: number,
    page: RememberedPage,
    written: PageWritten,
  ): Promise<void> {
    await this.database.run(
      `INSERT INTO sync_pages (section_id, type, start, mapping_version, reply_digest, content_digest,
                               row_count, total_size, unusable, item_ids)
       VALUES ($1, $2, $3, $4, $5::uuid, $6::uuid, $7, $8, $9, $10::bigint[])
       ON CONFLICT (section_id, type, start) DO UPDATE SET
         mapping_version = EXCLUDED.mapping_version, reply_digest = EXCLUDED.reply_digest,
         content_digest = EXCLUDED.content_digest, row_count = EXCLUDED.row_count,
         total_size = EXCLUDED.total_size, unusable = EXCLUDED.unusable, item_ids = EXCLUDED.item_ids`,
      [
        ...[sectionId, type, start, MAPPING_VERSION, page.digest, written.contentDigest],
        ...[page.rowCount, page.totalSize, page.unusable, written.itemIds],
      ],
    );
  }
}
