import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Principal } from '../../common';
import { Arrivals, ContinueWatching } from '../../library';
import { say, type Said } from '../said/said';
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
      summary: say('to-go-on-with', { count: items.length }),
      count: null,
      items: items.map(({ item, kind, percent }) => ({ item, reason: reasonOf(kind, percent) })),
      filters: {},
      caveats: [items.length === 0 ? say('nothing-begun') : null],
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
    return this.results.of(principal, {
      summary: say('new-lately', { count: items.length, days }),
      count: null,
      items: items.map(({ item, date, leafCount: count, atLeast }) => ({
        item,
        reason:
          count === 1
            ? say('added-on', { date })
            : say(atLeast ? 'more-leaves-added-on' : 'leaves-added-on', { count, date }),
      })),
      filters: { days },
      caveats: [items.length === 0 ? say('nothing-new', { days }) : null],
    });
  }
}

function reasonOf(kind: 'resume' | 'next', percent: number | null): Said {
  if (kind === 'next') return say('next-episode');
  return percent === null ? say('begun') : say('percent-watched', { percent });
}
