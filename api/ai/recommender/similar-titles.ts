import { Injectable } from '@nestjs/common';
import { notFound, type Principal } from '../../common';
import { ItemCards, requireItemId, VisibleSections, type ItemCardDto } from '../../library';
import { recommend } from './engine';
import { TasteLibrary } from './taste-library';
import { visibleIn } from './wish';

/** Titles like another one, whoever asks: watched ones, too. */
@Injectable()
export class SimilarTitles {
  constructor(
    private readonly library: TasteLibrary,
    private readonly visible: VisibleSections,
    private readonly cards: ItemCards,
  ) {}

  /**
   * Of the same type; none for what is neither a movie nor a show.
   * @throws DomainError `not-found` for an item that the caller may not see
   */
  async list(principal: Principal, itemId: string, count: number): Promise<ItemCardDto[]> {
    const own = await this.cards.byId(principal, [requireItemId(itemId)]);
    if (!own.has(itemId)) throw notFound('The item');
    const { index, others } = await this.library.tastes();
    const row = index.row(itemId);
    if (row === undefined) return [];
    const asker = { accountId: '', rows: new Map([[row, 1]]), excludedWorks: new Set([index.works[row]]) };
    const types = Uint8Array.from(index.typeNames, (_, type) => Number(type === index.types[row]));
    const sections = visibleIn(index, await this.visible.list(principal));
    const { picks } = await recommend(index, others, asker, { count: count + 5, sections, types, seed: 0 });
    const ids = picks
      .filter(({ content, coWatched }) => content + coWatched > 0)
      .map((pick) => `${index.ids[pick.row]}`);
    const cards = await this.cards.byId(principal, ids);
    return ids
      .flatMap((id) => cards.get(id) ?? [])
      .filter(({ available }) => available)
      .slice(0, count);
  }
}
