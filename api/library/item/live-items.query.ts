import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';
import type { PlexItemType } from '../../plex';
import type { SectionRef } from './media-item-upsert.repository';

/** Always one index look-up a key, whatever the planner believes about a table that is being filled. */
const FIND_IDS = `
  SELECT k.rating_key AS "ratingKey", i.id FROM unnest($3::text[]) AS k (rating_key)
  CROSS JOIN LATERAL (
    SELECT m.id FROM media_items m
    WHERE m.server_id = $1 AND m.rating_key = k.rating_key AND m.section_id = $2 AND m.deleted_at IS NULL
    OFFSET 0
  ) i`;

/** What of a section is not gone. */
@Injectable()
export class LiveItems {
  constructor(private readonly database: Database) {}

  /** Ids (bigint as text) of those of the keys that the section has, by ratingKey. */
  async idsByKey(section: SectionRef, ratingKeys: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.database.rows<{ ratingKey: string; id: string }>(
      FIND_IDS,
      [section.serverId, section.id, ratingKeys],
      'live-ids-by-key',
    );
    return new Map(rows.map(({ ratingKey, id }) => [ratingKey, id]));
  }

  /** Items of a section by type, trash included: what Plex's own listings count. Answered by an index. */
  async countByType(sectionId: string): Promise<Partial<Record<PlexItemType, number>>> {
    const rows = await this.database.rows<{ type: PlexItemType; count: number }>(
      `SELECT type, count(*)::int AS count FROM media_items WHERE section_id = $1 AND deleted_at IS NULL GROUP BY type`,
      [sectionId],
    );
    return Object.fromEntries(rows.map(({ type, count }) => [type, count]));
  }
}
