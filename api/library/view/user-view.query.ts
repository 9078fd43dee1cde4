import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';
import type { VisibleSection } from '../section/visible-sections.query';

export interface UserViewRow {
  item_id: string;
  view_count: number;
  watched: boolean;
  /** As PostgreSQL writes it. */
  last_viewed_at: string | null;
}

/** View state of one caller for the rows of a page. */
@Injectable()
export class UserViewQuery {
  constructor(private readonly database: Database) {}

  /** By item; asks nothing where the caller owns everything. */
  async of(sections: readonly VisibleSection[], itemIds: readonly string[]): Promise<Map<string, UserViewRow>> {
    const viewer = sections.find((section) => section.viewer !== undefined)?.viewer;
    if (!viewer || itemIds.length === 0) return new Map();
    const rows = await this.database.rows<UserViewRow & Record<string, unknown>>(
      `SELECT item_id, view_count, watched, last_viewed_at::text AS last_viewed_at FROM user_views
       WHERE plex_account_id = $1 AND item_id = ANY ($2::bigint[])`,
      [viewer.accountId, itemIds],
      'user-views',
    );
    return new Map(rows.map((row) => [row.item_id, row]));
  }
}
