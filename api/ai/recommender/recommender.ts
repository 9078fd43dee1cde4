import { Injectable } from '@nestjs/common';
import { notFound, ownTurn, type Principal } from '../../common';
import { ItemCards, requireItemId, VisibleSections } from '../../library';
import { recommend, type Picks, type Verdict } from './engine';
import { personOf, unknownTo, type Person } from './person';
import { PickVerdicts } from './pick-verdict.repository';
import { reasonsOf, strongestSources } from './reasons';
import type { RecommendationListDto, RecommendationQuery } from './recommendation.dto';
import { TasteLibrary, type Tastes } from './taste-library';
import { WatchedTitlesQuery } from './watched-titles.query';
import { wishOf } from './wish';

const DAY_MS = 86_400_000;

/** What somebody might watch next, from what they may see and have not watched. */
@Injectable()
export class Recommender {
  constructor(
    private readonly library: TasteLibrary,
    private readonly watched: WatchedTitlesQuery,
    private readonly verdicts: PickVerdicts,
    private readonly visible: VisibleSections,
    private readonly cards: ItemCards,
  ) {}

  async list(principal: Principal, query: RecommendationQuery): Promise<RecommendationListDto> {
    const { plexAccountId, userId } = principal;
    const sections = await this.visible.list(principal);
    const [tastes, rows, said, plays] = await Promise.all([
      this.library.tastes(),
      this.watched.of(plexAccountId),
      this.verdicts.of(userId),
      this.watched.plays(plexAccountId),
    ]);
    const known = { accountId: plexAccountId, watched: rows, verdicts: said };
    const twins = await this.watched.twins(unknownTo(tastes.index, known));
    const person = personOf(tastes.index, { ...known, twins }, sections);
    const now = Date.now();
    await ownTurn();
    const picks = await recommend(tastes.index, tastes.others, person.asker, {
      // Some of them may have been watched or taken away since the index was read.
      count: query.limit + 10,
      ...wishOf(tastes.index, sections, query),
      seed: query.seed ?? Math.floor(now / DAY_MS),
    });
    const items = await this.toItems(principal, picks, person, tastes, now);
    return { items: items.slice(0, query.limit), basis: { plays, asOf: tastes.asOf.toISOString() } };
  }

  /** @throws DomainError `not-found` for an item that the caller may not see */
  async say(principal: Principal, itemId: string, verdict: Verdict): Promise<void> {
    if (!(await this.cards.byId(principal, [requireItemId(itemId)])).has(itemId)) throw notFound('The item');
    await this.verdicts.say(principal.userId, itemId, verdict);
  }

  takeBack(principal: Principal, itemId: string): Promise<void> {
    return this.verdicts.takeBack(principal.userId, requireItemId(itemId));
  }

  private async toItems(
    principal: Principal,
    picks: Picks,
    { sources }: Person,
    { index, others }: Tastes,
    now: number,
  ): Promise<RecommendationListDto['items']> {
    const cards = await this.cards.byId(
      principal,
      picks.picks.map(({ row }) => String(index.ids[row])),
    );
    await ownTurn();
    const ground = { index, picks, sources: strongestSources(index, sources), audience: others.audience };
    return picks.picks.flatMap((pick) => {
      const item = cards.get(String(index.ids[pick.row]));
      // Watched, or moved to the trash, since the index was read.
      if (!item?.available || item.watched === true) return [];
      return [{ item, score: Math.round(pick.score * 1000) / 1000, reasons: reasonsOf(pick, ground, now) }];
    });
  }
}
