import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';

/** Where the poster of an item is. */
export interface PosterSource {
  serverId: string;
  /** Path on the media server; null where it has none. */
  thumb: string | null;
}

@Injectable()
export class PosterSourceQuery {
  constructor(private readonly database: Database) {}

  /** Null when the item is gone or in none of these sections. */
  find(itemId: string, sectionIds: readonly string[]): Promise<PosterSource | null> {
    return this.database.row<PosterSource & Record<string, unknown>>(
      `SELECT server_id AS "serverId", thumb FROM media_items
       WHERE id = $1 AND section_id = ANY ($2) AND deleted_at IS NULL`,
      [itemId, sectionIds],
      'poster-source',
    );
  }
}
