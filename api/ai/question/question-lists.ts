import { Injectable } from '@nestjs/common';
import type { Principal } from '../../common';
import { ItemBrowser } from '../../library';
import { say, type Said } from '../said/said';
import { SpokenTitles, type Spoken } from '../tools/spoken-titles';
import type { Asked } from './asked';
import { ChosenTitles, type Chosen } from './chosen-titles';
import { OwnStatistics } from './own-statistics';
import { ViewedTitles } from './viewed-titles';
import { toLibraryQuery } from './library-query';
import { Names } from './names';
import { writeCursor } from './question-cursor';
import type { Found, Page } from './found';

/** What a question is answered with. */
@Injectable()
export class QuestionLists {
  constructor(
    private readonly browser: ItemBrowser,
    private readonly chosen: ChosenTitles,
    private readonly names: Names,
    private readonly spoken: SpokenTitles,
    private readonly viewed: ViewedTitles,
    private readonly statistics: OwnStatistics,
  ) {}

  find(principal: Principal, asked: Asked, page: Page): Promise<Found> {
    if (asked.intent === 'stats') return this.statistics.of(principal, asked);
    if (asked.like !== null) return this.like(principal, asked, asked.like, page);
    if (asked.viewed !== null) return this.viewed.find(principal, asked, asked.viewed, page);
    return asked.intent === 'picks' ? this.picks(principal, asked, page) : this.browse(principal, asked, page);
  }

  private async browse(principal: Principal, asked: Asked, { today, behind, limit }: Page): Promise<Found> {
    const filters = { ...asked.filters, available: true };
    const query = { ...filters, limit };
    const spoken = await this.spoken.listed(principal, query, { isFirst: behind === undefined });
    const [{ items, nextCursor }, { count }] = await Promise.all([
      this.browser.list(principal, { ...query, cursor: behind }),
      this.browser.count(principal, filters),
    ]);
    // Who wants the first ten wants no more.
    const isWhole = nextCursor === null || asked.limit !== null;
    return {
      kind: asked.intent === 'count' ? 'count' : 'items',
      count,
      items,
      nextCursor: isWhole ? null : writeCursor(today, nextCursor),
      libraryQuery: toLibraryQuery(asked.filters),
      caveats: asked.understood.length === 0 ? [say('nothing-understood')] : spokenCaveats(spoken, count),
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
}

const NONE: Found = { kind: 'items', count: 0, items: [], nextCursor: null };

function spokenCaveats({ empty, caveats }: Spoken, count: number): Said[] {
  return [...(count === 0 ? [empty] : []), ...caveats];
}

function chosenPage({ cards, spoken }: Chosen, limit: number): Found {
  const caveats = spokenCaveats(spoken, cards.length);
  return { caveats, kind: 'items', count: cards.length, items: cards.slice(0, limit), nextCursor: null };
}
