import { Injectable } from '@nestjs/common';
import type { Principal } from '../../common';
import { ItemBrowser, type ItemCardDto } from '../../library';
import { Recommender } from '../recommender/recommender';
import { SpokenTitles, type Spoken } from '../tools/spoken-titles';
import { SimilarTitles } from '../recommender/similar-titles';
import type { Asked } from './asked';

/** So many are chosen before the filters narrow them down. */
const CHOSEN = 100;

export interface Chosen {
  cards: ItemCardDto[];
  spoken: Spoken;
}

/** Titles that are chosen by taste, of which those are told that the filters of a question hold for. */
@Injectable()
export class ChosenTitles {
  constructor(
    private readonly browser: ItemBrowser,
    private readonly recommender: Recommender,
    private readonly similar: SimilarTitles,
    private readonly spoken: SpokenTitles,
  ) {}

  /** The closest first. */
  async like(principal: Principal, itemId: string, asked: Asked): Promise<Chosen> {
    return this.narrowed(principal, await this.similar.list(principal, itemId, CHOSEN), asked);
  }

  /** What the caller might watch next. */
  async picks(principal: Principal, asked: Asked, day: string): Promise<Chosen> {
    const [genre] = asked.filters.genres ?? [];
    const type = asked.filters.type === 'movie' || asked.filters.type === 'show' ? asked.filters.type : undefined;
    // Of one day the picks are the same.
    const seed = Math.floor(Date.parse(day) / 86_400_000);
    const { items } = await this.recommender.list(principal, { limit: CHOSEN, type, genre, seed });
    return this.narrowed(
      principal,
      items.map(({ item }) => item),
      asked,
    );
  }

  private async narrowed(principal: Principal, cards: ItemCardDto[], { filters }: Asked): Promise<Chosen> {
    const { q: _q, sort: _sort, order: _order, ...query } = filters;
    const ids = cards.map((card) => card.id);
    const spoken = await this.spoken.among(principal, ids, query);
    const kept = await this.browser.among(principal, ids, query);
    return { cards: cards.filter(({ id }) => kept.has(id)), spoken };
  }
}
