import { Injectable } from '@nestjs/common';
import type { Principal } from '../../common';
import { ItemBrowser, ItemCards } from '../../library';
import { say } from '../said/said';
import { SpokenTitles } from '../tools/spoken-titles';
import type { Asked, ViewedIn } from './asked';
import type { Found, Page } from './found';
import { placeIn, writeCursor } from './question-cursor';
import { ViewedTitlesQuery } from './viewed-titles.query';

/** What was watched in a time, of which that is told that the filters of a question hold for. */
@Injectable()
export class ViewedTitles {
  constructor(
    private readonly query: ViewedTitlesQuery,
    private readonly browser: ItemBrowser,
    private readonly cards: ItemCards,
    private readonly spoken: SpokenTitles,
  ) {}

  async find(principal: Principal, asked: Asked, time: ViewedIn, { today, behind, limit }: Page): Promise<Found> {
    const { ids, more, whole } = await this.query.between(principal, time, asked.filters.type);
    const { caveats } = await this.spoken.among(principal, ids, asked.filters);
    const among = await this.browser.among(principal, ids, asked.filters);
    const kept = ids.filter((id) => among.has(id));
    const from = placeIn(behind);
    const shown = kept.slice(from, from + limit);
    const cards = await this.cards.byId(principal, shown);
    const isWhole = from + limit >= kept.length || asked.limit !== null;
    return {
      kind: asked.intent === 'count' ? 'count' : 'items',
      count: kept.length,
      items: shown.flatMap((id) => cards.get(id) ?? []),
      nextCursor: isWhole ? null : writeCursor(today, String(from + limit)),
      caveats: [
        ...(kept.length === 0 ? [say('nothing-watched-then')] : []),
        ...caveats,
        ...(more ? [say('views-not-counted')] : []),
        ...(whole ? [] : [say('views-may-be-missing')]),
      ],
    };
  }
}
