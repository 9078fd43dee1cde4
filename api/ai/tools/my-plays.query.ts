import { Injectable } from '@nestjs/common';
import type { Principal } from '../../common';
import { Database } from '../../infra/database';
import { VisibleSections } from '../../library';

export interface OwnPlay {
  itemId: string;
  viewedAt: Date;
  /** 0 to 100. */
  completion: number;
}

interface CountRow extends Record<string, unknown> {
  count: number;
}

/** Of the caller's own views those of items that they can still see: $1 person, $2 from, $3 to, $4 sections. */
const OWN = `
  FROM plays p JOIN media_items i ON i.id = p.item_id
  WHERE p.plex_account_id = $1 AND p.viewed_at >= $2 AND p.viewed_at < $3
    AND i.section_id = ANY ($4::uuid[]) AND i.deleted_at IS NULL`;

/** What the caller watched, one view after the other. */
@Injectable()
export class MyPlaysQuery {
  constructor(
    private readonly database: Database,
    private readonly visible: VisibleSections,
  ) {}

  /** The latest first. */
  async latest(principal: Principal, from: string, to: string, limit: number): Promise<OwnPlay[]> {
    const text = `SELECT p.item_id::text AS "itemId", p.viewed_at AS "viewedAt", p.completion::int AS completion ${OWN}
      ORDER BY p.viewed_at DESC, p.item_id DESC LIMIT $5`;
    const values = [principal.plexAccountId, from, to, await this.sections(principal), limit];
    return this.database.rows<OwnPlay & Record<string, unknown>>(text, values);
  }

  async count(principal: Principal, from: string, to: string): Promise<number> {
    const values = [principal.plexAccountId, from, to, await this.sections(principal)];
    return (await this.database.row<CountRow>(`SELECT count(*)::int AS count ${OWN}`, values))!.count;
  }

  private async sections(principal: Principal): Promise<string[]> {
    return (await this.visible.list(principal)).map(({ id }) => id);
  }
}
