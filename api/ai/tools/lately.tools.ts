import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Principal } from '../../common';
import { Arrivals, ContinueWatching } from '../../library';
import { countOf } from './search-sentence';
import type { Tool, ToolResult } from './tool';
import { ToolResults } from './tool-results';

const CONTINUE = z.strictObject({ limit: z.int().min(1).max(24).default(10) });
const ADDED = z.strictObject({
  days: z.int().min(1).max(90).describe('How many days to look back').default(14),
  limit: z.int().min(1).max(25).default(15),
});

/** What the caller goes on with. */
@Injectable()
export class ContinueWatchingTool implements Tool<z.infer<typeof CONTINUE>> {
  readonly name = 'continue_watching';
  readonly description = 'What the person has begun and not finished, and the next episodes of their shows.';
  readonly role = 'user';
  readonly parameters = CONTINUE;

  constructor(
    private readonly continued: ContinueWatching,
    private readonly results: ToolResults,
  ) {}

  async run(principal: Principal, { limit }: z.infer<typeof CONTINUE>): Promise<ToolResult> {
    const { items } = await this.continued.list(principal, limit);
    return this.results.of(principal, {
      summary: `${countOf(items.length)} to go on with`,
      count: null,
      items: items.map(({ item, kind, percent }) => ({ item, reason: reasonOf(kind, percent) })),
      filters: {},
      caveats: [items.length === 0 ? 'Nothing is known that you have begun and not finished.' : null],
    });
  }
}

/** What came lately. */
@Injectable()
export class RecentlyAddedTool implements Tool<z.infer<typeof ADDED>> {
  readonly name = 'recently_added';
  readonly description = 'What was added to the library in the last days, newest first, new episodes included.';
  readonly role = 'user';
  readonly parameters = ADDED;

  constructor(
    private readonly arrivals: Arrivals,
    private readonly results: ToolResults,
  ) {}

  async run(principal: Principal, { days, limit }: z.infer<typeof ADDED>): Promise<ToolResult> {
    const { items } = await this.arrivals.list(principal, { days, limit });
    const leaves = (count: number, isWhole: boolean) => `${isWhole ? '' : 'at least '}${count} added`;
    return this.results.of(principal, {
      summary: `${countOf(items.length)} with something new in the last ${days} days`,
      count: null,
      items: items.map(({ item, date, leafCount, atLeast }) => ({
        item,
        reason: leafCount === 1 ? `Added on ${date}` : `${leaves(leafCount, !atLeast)} on ${date}`,
      })),
      filters: { days },
      caveats: [items.length === 0 ? `Nothing was added in the last ${days} days.` : null],
    });
  }
}

function reasonOf(kind: 'resume' | 'next', percent: number | null): string {
  if (kind === 'next') return 'The next episode';
  return percent === null ? 'Begun' : `${percent} percent watched`;
}
