import { Injectable } from '@nestjs/common';
import { notFound, ownTurn, type Principal } from '../../common';
import { ItemCards, requireItemId, VisibleSections, type VisibleSection } from '../../library';
import { lately, recommend, verdictWeight, weightOf, type Asker, type Picks, type Verdict } from './engine';
import { PickVerdicts, type SaidVerdict } from './pick-verdict.repository';
import { reasonsOf, type Source } from './reasons';
import type { RecommendationListDto, RecommendationQuery } from './recommendation.dto';
import { TasteLibrary, type Tastes } from './taste-library';
import { WatchedTitlesQuery, type WatchedRow } from './watched-titles.query';
import { wishOf } from './wish';

const DAY_MS = 86_400_000;

interface Person {
  asker: Asker;
  sources: Source[];
}

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
      this.watched.of(plexAccountId, sections),
      this.verdicts.of(userId),
      this.watched.plays(plexAccountId),
    ]);
    const person = toPerson(plexAccountId, tastes, rows, said, sections);
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
    const ground = { index, picks, sources, audience: others.audience };
    const items: RecommendationListDto['items'] = [];
    for (const pick of picks.picks) {
      const item = cards.get(String(index.ids[pick.row]));
      // Watched, or moved to the trash, since the index was read.
      if (!item?.available || item.watched === true) continue;
      // Whoever watched much shares something with everything: each reason is a walk over all of it.
      await ownTurn();
      items.push({ item, score: Math.round(pick.score * 1000) / 1000, reasons: reasonsOf(pick, ground, now) });
    }
    return items;
  }
}

function toPerson(
  accountId: string,
  { index }: Tastes,
  watched: readonly WatchedRow[],
  verdicts: readonly SaidVerdict[],
  sections: readonly VisibleSection[],
): Person {
  const visible = new Set(sections.map(({ id }) => id));
  const isVisible = (row: number): boolean => visible.has(index.sectionIds[index.sections[row]]);
  const rows = new Map<number, number>();
  const excludedWorks = new Set<number>();
  const sources: Source[] = [];
  const latestFirst = [...watched].sort((a, b) => (b.lastAt ?? 0) - (a.lastAt ?? 0));
  for (const [rank, each] of latestFirst.entries()) {
    const row = index.row(each.itemId);
    if (row === undefined) continue;
    const weight = weightOf(each, Date.now()) * lately(rank);
    rows.set(row, weight);
    excludedWorks.add(index.works[row]);
    sources.push({ ...each, row, itemId: isVisible(row) ? each.itemId : null, weight, asked: false });
  }
  for (const { itemId, verdict, title, type } of verdicts) {
    const row = index.row(itemId);
    if (row === undefined) continue;
    const weight = verdictWeight(verdict);
    rows.set(row, (rows.get(row) ?? 0) + weight);
    sources.push({ row, itemId: isVisible(row) ? itemId : null, title, type, weight, finished: 0, asked: true });
    if (verdict === 'not-interested') excludedWorks.add(index.works[row]);
  }
  return { asker: { accountId, rows, excludedWorks }, sources };
}
