import { Injectable } from '@nestjs/common';
import { Database, type SqlExecutor } from '../../infra/database';
import type { PlexItemType } from '../../plex';
import type { SeenItems } from './seen-items';

export interface UnseenItem {
  id: string;
  ratingKey: string;
}

const BATCH = 1000;

const UNSEEN = `i.section_id = $1 AND i.deleted_at IS NULL
  AND CASE WHEN i.id < octet_length($2::bytea) * 8::bigint THEN get_bit($2::bytea, i.id) = 0 ELSE true END
  AND ($3::text[] IS NULL OR i.type = ANY ($3))`;

/** Marks items gone. Only to be used after a complete sweep, and for what Plex answered 404 to. */
@Injectable()
export class MediaItemTombstone {
  constructor(private readonly database: Database) {}

  /** Items of the section, of any type, that are not gone. */
  async countLive(sectionId: string): Promise<number> {
    const text = 'SELECT count(*)::int AS count FROM media_items WHERE section_id = $1 AND deleted_at IS NULL';
    return (await this.database.row<{ count: number }>(text, [sectionId]))!.count;
  }

  /** Items of the section that were taken for gone within the last hour. */
  async countGoneLately(sectionId: string): Promise<number> {
    const row = await this.database.row<{ count: number }>(
      `SELECT count(*)::int AS count FROM media_items m JOIN library_sections s ON s.server_id = m.server_id
       WHERE s.id = $1 AND m.section_id = s.id AND m.deleted_at > now() - interval '1 hour'`,
      [sectionId],
    );
    return row!.count;
  }

  /** @param types those that were swept; every type when absent */
  async countUnseen(sectionId: string, seen: SeenItems, types?: readonly PlexItemType[]): Promise<number> {
    const text = `SELECT count(*)::int AS count FROM media_items i WHERE ${UNSEEN}`;
    return (await this.database.row<{ count: number }>(text, [sectionId, seen.toBuffer(), types ?? null]))!.count;
  }

  /**
   * What the sweep did not see, in batches of up to 1000 by id; batches may be tombstoned on the way.
   * @param types those that were swept; every type when absent
   */
  async *listUnseen(sectionId: string, seen: SeenItems, types?: readonly PlexItemType[]): AsyncGenerator<UnseenItem[]> {
    const bits = seen.toBuffer();
    let after = '0';
    for (;;) {
      const batch = await this.database.rows<{ id: string; ratingKey: string }>(
        `SELECT i.id, i.rating_key AS "ratingKey" FROM media_items i WHERE ${UNSEEN} AND i.id > $4 ORDER BY i.id LIMIT $5`,
        [sectionId, bits, types ?? null, after, BATCH],
      );
      if (batch.length > 0) yield batch;
      if (batch.length < BATCH) return;
      after = batch[batch.length - 1].id;
    }
  }

  /** Answers how many were not gone before. Their files, history and ids stay, and a listing restores them. */
  tombstone(ids: readonly string[], within: SqlExecutor = this.database): Promise<number> {
    return within.run(
      'UPDATE media_items SET deleted_at = now(), written_at = now() WHERE id = ANY ($1::bigint[]) AND deleted_at IS NULL',
      [ids],
    );
  }
}
