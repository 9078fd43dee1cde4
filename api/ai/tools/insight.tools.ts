import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { DomainError, type Principal } from '../../common';
import { DuplicateLists, InsightLists, Insights, ItemCards, readPage, STORAGE_BY } from '../../library';
import { say, type Said } from '../said/said';
import { figureOf } from './figures';
import type { NamedFigure } from './for-model';
import type { Tool, ToolResult } from './tool';
import { ToolResults, type Finding } from './tool-results';

const limit = z.int().min(1).max(25).default(15);
const STORAGE = z.strictObject({ by: z.enum(STORAGE_BY).describe('What to split it by').default('section') });
const DUPLICATES = z.strictObject({ limit });
const UNWATCHED = z.strictObject({
  idleDays: z.int().min(1).max(36_500).describe('Nobody watched it for so many days').default(365),
  limit,
});

const GROUPS = 15;

/** What takes up space. */
@Injectable()
export class StorageTool implements Tool<z.infer<typeof STORAGE>> {
  readonly name = 'storage';
  readonly description = 'How much space the libraries take, split in one way.';
  readonly role = 'admin';
  readonly parameters = STORAGE;

  constructor(
    private readonly insights: Insights,
    private readonly results: ToolResults,
  ) {}

  async run(principal: Principal, { by }: z.infer<typeof STORAGE>): Promise<ToolResult> {
    const finding = await orPreparing(async () => {
      const { items, totalBytes, groups, rest, asOf } = await this.insights.storage(principal, { by, limit: GROUPS });
      return {
        summary: say('storage-by', { count: items, by }),
        count: items,
        figures: [
          figureOf('total', say('all-files'), totalBytes, 'bytes'),
          ...groups.flatMap(({ key, label: name, bytes, items: count }, at) => {
            const values = { by, key, name };
            const labels = [say('storage-group', values), say('storage-group-titles', values)] as const;
            return splitFigures(`group${at + 1}`, labels, bytes, count);
          }),
          ...(rest
            ? splitFigures('rest', [say('other-groups'), say('other-groups-titles')], rest.bytes, rest.items)
            : []),
        ],
        filters: { by },
        asOf,
      };
    });
    return this.results.of(principal, finding);
  }
}

/** What is there more than once. */
@Injectable()
export class DuplicatesTool implements Tool<z.infer<typeof DUPLICATES>> {
  readonly name = 'duplicates';
  readonly description = 'Titles that are there more than once, and how much space that costs.';
  readonly role = 'admin';
  readonly parameters = DUPLICATES;

  constructor(
    private readonly insights: Insights,
    private readonly lists: DuplicateLists,
    private readonly cards: ItemCards,
    private readonly results: ToolResults,
  ) {}

  async run(principal: Principal, { limit: most }: z.infer<typeof DUPLICATES>): Promise<ToolResult> {
    const finding = await orPreparing(async () => {
      const { duplicates } = await this.insights.summary(principal, { idleDays: 365 });
      const page = await readPage(await this.lists.open(principal, { sort: 'freeable' }), { limit: most });
      const firsts = page.items.flatMap(({ copies }) => (copies.length > 0 ? [copies[0].itemId] : []));
      const cards = await this.cards.byId(principal, firsts);
      const count = duplicates.reduce((sum, { groups }) => sum + groups, 0);
      return {
        summary: say('several-times', { count }),
        count,
        items: firsts.flatMap((id, at) => {
          const item = cards.get(id);
          return item ? [{ item, reason: say('copies', { count: page.items[at].copies.length }) }] : [];
        }),
        figures: duplicates.flatMap(({ kind, groups, freeableBytes }): NamedFigure[] => [
          figureOf(kind, say(`twice-${kind}`), groups, 'count'),
          figureOf(`${kind}Bytes`, say(`twice-${kind}-freeable`), freeableBytes, 'bytes'),
        ]),
        asOf: page.asOf,
        caveats: [count === 0 ? say('nothing-twice') : null],
      };
    });
    return this.results.of(principal, finding);
  }
}

/** What nobody watches. */
@Injectable()
export class UnwatchedTool implements Tool<z.infer<typeof UNWATCHED>> {
  readonly name = 'unwatched';
  readonly description = 'Titles that nobody on the server watched for a long time or ever, the largest first.';
  readonly role = 'admin';
  readonly parameters = UNWATCHED;

  constructor(
    private readonly insights: Insights,
    private readonly lists: InsightLists,
    private readonly results: ToolResults,
  ) {}

  async run(principal: Principal, { idleDays, limit: most }: z.infer<typeof UNWATCHED>): Promise<ToolResult> {
    const finding = await orPreparing(async () => {
      const { unwatched } = await this.insights.summary(principal, { idleDays });
      const page = await readPage(await this.lists.unwatched(principal, { idleDays, sort: 'bytes' }), { limit: most });
      const known = unwatched.filter(({ state }) => state !== 'unknown');
      const unknown = unwatched.find(({ state }) => state === 'unknown')?.items ?? 0;
      const count = known.reduce((sum, { items }) => sum + items, 0);
      return {
        summary: say('watched-by-nobody', { count, days: idleDays }),
        count,
        items: page.items.map(({ item, state }) => ({ item, reason: say(`nobody-${state}`) })),
        figures: unwatched.flatMap(({ state, items, bytes }) =>
          splitFigures(state, [say(`nobody-${state}`), say(`nobody-${state}-titles`)], bytes, items),
        ),
        filters: { idleDays },
        asOf: page.asOf,
        caveats: [unknown > 0 ? say('watched-uncertain') : null],
      };
    });
    return this.results.of(principal, finding);
  }
}

function splitFigures(
  key: string,
  [space, titles]: readonly [Said, Said],
  bytes: number,
  items: number,
): NamedFigure[] {
  return [figureOf(key, space, bytes, 'bytes', 'titles'), figureOf(`${key}Items`, titles, items, 'count', 'titles')];
}

/** Unknown is not nothing. */
async function orPreparing(find: () => Promise<Finding>): Promise<Finding> {
  try {
    return await find();
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'insights-preparing') throw error;
    return { summary: say('not-known-yet'), count: null, caveats: [say('figures-preparing')] };
  }
}
