import { Injectable } from '@nestjs/common';
import type { Principal } from '../../common';
import { ItemCards } from '../item/item-cards.query';
import type { ItemCardDto } from '../item/item.dto';
import { VisibleSections } from '../section/visible-sections.query';
import { AbandonedQuery, type AbandonedRow } from './abandoned.query';
import { HabitsQuery } from './habits.query';
import type { AbandonedTitleDto, MyStatsDto, StatsDto } from './stats.dto';
import type { Span } from './stats-period';

/** What only a person's own statistics tell. */
@Injectable()
export class MyStats {
  constructor(
    private readonly habits: HabitsQuery,
    private readonly abandoned: AbandonedQuery,
    private readonly visible: VisibleSections,
    private readonly cards: ItemCards,
  ) {}

  async of(principal: Principal, span: Span): Promise<Omit<MyStatsDto, keyof StatsDto>> {
    const person = principal.plexAccountId;
    const [streak, finishedTitles, abandoned] = await Promise.all([
      this.habits.streak(person, span.to),
      this.habits.finished(span, person),
      this.listAbandoned(principal, span.to),
    ]);
    return { streak, abandoned, finishedTitles };
  }

  /** See HabitsQuery. */
  finished(principal: Principal, span: Span): Promise<number> {
    return this.habits.finished(span, principal.plexAccountId);
  }

  private async listAbandoned(principal: Principal, now: Date): Promise<AbandonedTitleDto[]> {
    const sections = await this.visible.list(principal);
    const rows = await this.abandoned.list(principal.plexAccountId, sections, now);
    const ids = rows.flatMap(({ titleId, itemId }) => [titleId, itemId]);
    const cards = await this.cards.byId(principal, ids);
    return rows.map((row) => toAbandoned(row, cards));
  }
}

function toAbandoned(
  { titleId, itemId, title, percent, at }: AbandonedRow,
  cards: ReadonlyMap<string, ItemCardDto>,
): AbandonedTitleDto {
  return {
    item: cards.get(titleId) ?? null,
    title,
    episode: itemId === titleId ? null : (cards.get(itemId) ?? null),
    percent,
    lastViewedAt: at.toISOString(),
  };
}
