import { Injectable } from '@nestjs/common';
import { encodeCursor, type Principal } from '../../common';
import { ItemBrowser, ItemCards, Stats } from '../../library';
import { genreFigures, sumFigures } from '../tools/stats-figures';
import { SpokenTitles, type Spoken } from '../tools/spoken-titles';
import type { Asked } from './asked';
import { ChosenTitles, type Chosen } from './chosen-titles';
import { toLibraryQuery } from './library-query';
import { Names } from './names';
import type { AnswerDto } from './question.dto';

/** Of the cursors of questions. */
export const CURSOR = 'question';
const NOT_UNDERSTOOD = 'Nothing of the question was understood: these are all titles.';

export type Found = Pick<AnswerDto, 'kind' | 'count' | 'items' | 'nextCursor'> &
  Partial<Pick<AnswerDto, 'figures' | 'libraryQuery'>> & { caveat?: string; asOf?: string };

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
    private readonly spoken: SpokenTitles,
  ) {}

  find(principal: Principal, asked: Asked, page: Page): Promise<Found> {
    if (asked.intent === 'stats') return this.statistics(principal, asked);
    if (asked.like !== null) return this.like(principal, asked, asked.like, page);
    return asked.intent === 'picks' ? this.picks(principal, asked, page) : this.browse(principal, asked, page);
  }

  private async browse(principal: Principal, asked: Asked, { today, behind, limit }: Page): Promise<Found> {
    const query = { ...asked.filters, limit };
    const spoken = await this.spoken.listed(principal, query, { isFirst: behind === undefined });
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
      nextCursor: isWhole ? null : encodeCursor(CURSOR, [`${today}T00:00:00.000Z`, nextCursor]),
      libraryQuery: toLibraryQuery(asked.filters),
      caveat: asked.understood.length === 0 ? NOT_UNDERSTOOD : spokenCaveat(spoken, count),
    };
  }

  private async like(principal: Principal, asked: Asked, words: string, { limit }: Page): Promise<Found> {
    const other = await this.names.compared(principal, words);
    const chip = asked.understood.find(({ field }) => field === 'like');
    if (!other) return { ...NONE, caveat: `There is no title like “${words}” in the library.` };
    if (chip) Object.assign(chip, { value: other.id, label: `Like ${other.title}` });
    return chosenPage(await this.chosen.like(principal, other.id, asked), limit);
  }

  private async picks(principal: Principal, asked: Asked, { today, limit }: Page): Promise<Found> {
    return chosenPage(await this.chosen.picks(principal, asked, today), limit);
  }

  private async statistics(principal: Principal, { period }: Asked): Promise<Found> {
    const stats = await this.stats.ofCaller(principal, period);
    const ids = stats.topTitles.flatMap(({ itemId }) => itemId ?? []);
    const cards = await this.cards.byId(principal, ids);
    return {
      kind: 'stats',
      count: stats.plays,
      items: ids.flatMap((id) => cards.get(id) ?? []),
      figures: [...sumFigures(stats), ...genreFigures(stats)].map(({ key, label, value, unit }) => ({
        key,
        label,
        value,
        unit,
      })),
      nextCursor: null,
      asOf: stats.to,
      ...(stats.plays === 0 ? { caveat: 'No views of yours are known in this period.' } : {}),
    };
  }
}

const NONE: Found = { kind: 'items', count: 0, items: [], nextCursor: null };

/** Undefined where there is nothing to say. */
function spokenCaveat({ empty, caveats }: Spoken, count: number): string | undefined {
  return [...(count === 0 ? [empty] : []), ...caveats].join(' ') || undefined;
}

function chosenPage({ cards, spoken }: Chosen, limit: number): Found {
  const caveat = spokenCaveat(spoken, cards.length);
  return { caveat, kind: 'items', count: cards.length, items: cards.slice(0, limit), nextCursor: null };
}
