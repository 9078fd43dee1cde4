import { Injectable } from '@nestjs/common';
import type { Principal } from '../../common';
import { ItemBrowser, ItemCards, Stats, type StatsDto, type ItemCardDto, type ItemListQuery } from '../../library';
import { say, type Said } from '../said/said';
import { genreFigures, sumFigures } from '../tools/stats-figures';
import type { Asked, ViewedIn } from './asked';
import { ViewedTitlesQuery } from './viewed-titles.query';
import { ChosenTitles } from './chosen-titles';
import { toLibraryQuery } from './library-query';
import { Names } from './names';
import { placeIn, writeCursor } from './question-cursor';
import type { AnswerDto } from './question.dto';

export type Found = Pick<AnswerDto, 'kind' | 'count' | 'items' | 'nextCursor'> &
  Partial<Pick<AnswerDto, 'figures' | 'libraryQuery'>> & { caveats?: Said[]; asOf?: string };

export interface Page {
  today: string;
  behind: string | undefined;
  limit: number;
}

/** What a question is answered with. */
@Injectable()
export class QuestionLists {
  constructor(
    private readonly browser: ItemBrowser,
    private readonly cards: ItemCards,
    private readonly stats: Stats,
    private readonly chosen: ChosenTitles,
    private readonly names: Names,
    private readonly viewedTitles: ViewedTitlesQuery,
  ) {}

  find(principal: Principal, asked: Asked, page: Page): Promise<Found> {
    if (asked.intent === 'stats') return this.statistics(principal, asked);
    if (asked.like !== null) return this.like(principal, asked, asked.like, page);
    if (asked.viewed !== null) return this.viewed(principal, asked, asked.viewed, page);
    return asked.intent === 'picks' ? this.picks(principal, asked, page) : this.browse(principal, asked, page);
  }

  private async browse(principal: Principal, asked: Asked, { today, behind, limit }: Page): Promise<Found> {
    const query: ItemListQuery = { ...asked.filters, limit };
    const [{ items, nextCursor }, { count }] = await Promise.all([
      this.browser.list(principal, { ...query, cursor: behind }),
      this.browser.count(principal, asked.filters),
    ]);
    // Who wants the first ten wants no more.
    const isWhole = nextCursor === null || asked.limit !== null;
    return {
      kind: asked.intent === 'count' ? 'count' : 'items',
      count,
      items,
      nextCursor: isWhole ? null : writeCursor(today, nextCursor),
      libraryQuery: toLibraryQuery(asked.filters),
      ...(asked.understood.length === 0 ? { caveats: [say('nothing-understood')] } : {}),
    };
  }

  private async like(principal: Principal, asked: Asked, words: string, { limit }: Page): Promise<Found> {
    const other = await this.names.compared(principal, words);
    const chip = asked.understood.find(({ field }) => field === 'like');
    if (!other) return { ...NONE, caveats: [say('no-such-title', { title: words })] };
    if (chip) Object.assign(chip, { value: other.id, label: `Like ${other.title}` });
    return chosenPage(await this.chosen.like(principal, other.id, asked), limit);
  }

  private async picks(principal: Principal, asked: Asked, { today, limit }: Page): Promise<Found> {
    return chosenPage(await this.chosen.picks(principal, asked, today), limit);
  }

  private async viewed(
    principal: Principal,
    asked: Asked,
    time: ViewedIn,
    { today, behind, limit }: Page,
  ): Promise<Found> {
    const { ids, more, whole } = await this.viewedTitles.between(principal, time, asked.filters.type);
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
        ...(more ? [say('views-not-counted')] : []),
        ...(whole ? [] : [say('views-may-be-missing')]),
      ],
    };
  }

  private async statistics(principal: Principal, { period, isPeriodRough }: Asked): Promise<Found> {
    const stats = await this.stats.ofCaller(principal, period);
    const days = isPeriodRough ? daysOf(stats) : null;
    const ids = stats.topTitles.flatMap(({ itemId }) => itemId ?? []);
    const cards = await this.cards.byId(principal, ids);
    return {
      kind: 'stats',
      count: stats.plays,
      items: ids.flatMap((id) => cards.get(id) ?? []),
      figures: [...sumFigures(stats), ...genreFigures(stats)].map(({ names: _, ...figure }) => figure),
      nextCursor: null,
      asOf: stats.to,
      caveats: [
        ...(stats.plays === 0 ? [say('no-views')] : []),
        ...(days === null ? [] : [say('period-as-days', { days })]),
      ],
    };
  }
}

const NONE: Found = { kind: 'items', count: 0, items: [], nextCursor: null };

function chosenPage(cards: ItemCardDto[], limit: number): Found {
  return { kind: 'items', count: cards.length, items: cards.slice(0, limit), nextCursor: null };
}

function daysOf({ from, to }: StatsDto): number {
  return Math.ceil((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
