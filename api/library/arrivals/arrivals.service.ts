import { Injectable } from '@nestjs/common';
import type { Principal } from '../../common';
import { ItemCards } from '../item/item-cards.query';
import type { ItemCardDto } from '../item/item.dto';
import { VisibleSections } from '../section/visible-sections.query';
import type { ArrivalDto, ArrivalsDto, ArrivalsRequest } from './arrivals.dto';
import { ArrivalsQuery, type ArrivalRow } from './arrivals.query';

const DAY_MS = 86_400_000;

/** What came lately. */
@Injectable()
export class Arrivals {
  constructor(
    private readonly visible: VisibleSections,
    private readonly query: ArrivalsQuery,
    private readonly cards: ItemCards,
  ) {}

  async list(principal: Principal, { days, limit }: ArrivalsRequest, now = new Date()): Promise<ArrivalsDto> {
    const sections = await this.visible.list(principal);
    const from = new Date((Math.floor(now.getTime() / DAY_MS) - (days - 1)) * DAY_MS);
    const rows = await this.query.list(sections, { from, now, limit });
    const cards = await this.cards.byId(
      principal,
      rows.flatMap(({ titleId, leafId }) => [titleId, leafId]),
    );
    return { items: rows.flatMap((row) => toArrival(row, cards)), nextCursor: null };
  }
}

function toArrival(row: ArrivalRow, cards: ReadonlyMap<string, ItemCardDto>): ArrivalDto[] {
  const { titleId, leafId, addedAt, ...rest } = row;
  const leaf = cards.get(leafId);
  const item = cards.get(titleId) ?? leaf;
  if (!item) return [];
  const single = row.leafCount === 1 && leaf && leaf.id !== item.id ? leaf : null;
  return [{ ...rest, item, addedAt: addedAt.toISOString(), leaf: single }];
}
