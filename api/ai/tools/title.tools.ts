import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Principal } from '../../common';
import { ItemBrowser, ItemCards, type ItemDto } from '../../library';
import { SimilarTitles } from '../recommender/similar-titles';
import { say, type Said } from '../said/said';
import { figureOf } from './figures';
import type { NamedFigure } from './for-model';
import type { Tool, ToolResult } from './tool';
import { ToolResults } from './tool-results';

const MINUTE_MS = 60_000;

const itemId = z
  .string()
  .regex(/^[1-9]\d{0,18}$/, 'must be an id that another tool gave')
  .describe('Id of a title, as other tools give it');

const ONE = z.strictObject({ itemId });
const SIMILAR = z.strictObject({ itemId, limit: z.int().min(1).max(25).default(10) });

/** Everything about one title. */
@Injectable()
export class GetItemTool implements Tool<z.infer<typeof ONE>> {
  readonly name = 'get_item';
  readonly description = 'Tells more about one title: runtime, people, genres, rating, how much of it there is.';
  readonly role = 'user';
  readonly parameters = ONE;

  constructor(
    private readonly browser: ItemBrowser,
    private readonly cards: ItemCards,
    private readonly results: ToolResults,
  ) {}

  async run(principal: Principal, { itemId }: z.infer<typeof ONE>): Promise<ToolResult> {
    const item = await this.browser.get(principal, itemId);
    // The card alone: the rest of it holds paths of files and addresses of posters' sources.
    const card = (await this.cards.byId(principal, [itemId])).get(itemId);
    return this.results.of(principal, {
      summary: item.year === null ? item.title : `${item.title} (${item.year})`,
      count: null,
      items: card ? [{ item: card, reason: null }] : [],
      figures: figuresOf(item),
      filters: { itemId },
      type: item.type,
      caveats: [item.available ? null : say('item-away')],
    });
  }
}

/** Titles like another one. */
@Injectable()
export class SimilarItemsTool implements Tool<z.infer<typeof SIMILAR>> {
  readonly name = 'similar_items';
  readonly description = 'Finds movies or shows of the library that are like one that another tool gave the id of.';
  readonly role = 'user';
  readonly parameters = SIMILAR;

  constructor(
    private readonly similar: SimilarTitles,
    private readonly cards: ItemCards,
    private readonly results: ToolResults,
  ) {}

  async run(principal: Principal, { itemId, limit }: z.infer<typeof SIMILAR>): Promise<ToolResult> {
    const items = await this.similar.list(principal, itemId, limit);
    const like = (await this.cards.byId(principal, [itemId])).get(itemId);
    return this.results.of(principal, {
      summary: like
        ? say('titles-alike', { count: items.length, title: like.title, type: like.type })
        : say('so-many-found', { count: items.length }),
      count: null,
      items: items.map((item) => ({ item, reason: null })),
      filters: { itemId },
      type: like?.type,
      caveats: [items.length === 0 ? say('nothing-alike') : null],
    });
  }
}

function figuresOf({ durationMs, year, rating, sizeBytes, viewCount, leafCount, versions }: ItemDto): NamedFigure[] {
  const figures: [key: string, label: Said, value: number | null, unit: NamedFigure['unit']][] = [
    ['minutes', say('runtime'), durationMs && Math.round(durationMs / MINUTE_MS), 'minutes'],
    ['year', say('year'), year, 'year'],
    ['rating', say('rating'), rating, 'rating'],
    ['size', say('size'), sizeBytes, 'bytes'],
    ['plays', say('times-watched'), viewCount, 'plays'],
    ['leaves', say('leaves'), leafCount, 'count'],
    ['versions', say('versions'), versions.length || null, 'count'],
  ];
  return figures.flatMap(([key, label, value, unit]) => (value === null ? [] : [figureOf(key, label, value, unit)]));
}
