import { Injectable } from '@nestjs/common';
import type { Principal } from '../../common';
import { AppConfig } from '../../infra/config';
import { Database } from '../../infra/database';
import { VisibleSections, type VisibleSection } from '../section/visible-sections.query';
import { UserViewQuery } from '../view/user-view.query';
import type { ItemCardDto } from './item.dto';
import { CARD_COLUMNS, CardMapper, type ItemRow } from './item-row';

export interface ItemKey {
  serverId: string;
  ratingKey: string;
}

type Row = ItemRow & Record<string, unknown>;

/** Cards of items that are known already. What the caller may not see, or is gone, is missing in the answer. */
@Injectable()
export class ItemCards {
  constructor(
    private readonly database: Database,
    private readonly visible: VisibleSections,
    private readonly views: UserViewQuery,
    private readonly config: AppConfig,
  ) {}

  /** By item id. */
  async byId(principal: Principal, ids: readonly string[]): Promise<Map<string, ItemCardDto>> {
    const sections = await this.visible.list(principal);
    if (ids.length === 0 || sections.length === 0) return new Map();
    const rows = await this.database.rows<Row>(
      `SELECT ${CARD_COLUMNS}, NULL AS v FROM media_items i
       WHERE i.id = ANY ($1::bigint[]) AND i.section_id = ANY ($2::uuid[]) AND i.deleted_at IS NULL`,
      [[...new Set(ids)], sections.map(({ id }) => id)],
      'cards-by-id',
    );
    return new Map((await this.toCards(sections, rows)).map((card) => [card.id, card]));
  }

  /** By `cardKey` of what was asked for. */
  async byKey(principal: Principal, keys: readonly ItemKey[]): Promise<Map<string, ItemCardDto>> {
    if (keys.length === 0) return new Map();
    const sections = await this.visible.list(principal);
    if (sections.length === 0) return new Map();
    const rows = await this.database.rows<Row>(
      `SELECT ${CARD_COLUMNS}, NULL AS v
       FROM (SELECT DISTINCT * FROM unnest($1::uuid[], $2::text[]) AS k (server_id, rating_key)) k
       JOIN media_items i ON i.server_id = k.server_id AND i.rating_key = k.rating_key
       WHERE i.section_id = ANY ($3::uuid[]) AND i.deleted_at IS NULL`,
      [keys.map(({ serverId }) => serverId), keys.map(({ ratingKey }) => ratingKey), sections.map(({ id }) => id)],
      'cards-by-key',
    );
    return new Map((await this.toCards(sections, rows)).map((card) => [cardKey(card), card]));
  }

  private async toCards(sections: readonly VisibleSection[], rows: readonly Row[]): Promise<ItemCardDto[]> {
    const ids = rows.map(({ id }) => id);
    const mapper = new CardMapper(sections, this.config.http.basePath, await this.views.of(sections, ids));
    return rows.map((row) => mapper.toCard(row));
  }
}

export function cardKey({ serverId, ratingKey }: ItemKey): string {
  return `${serverId}/${ratingKey}`;
}
