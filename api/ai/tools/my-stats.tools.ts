import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Principal } from '../../common';
import { FINISHED_PERCENT, ItemCards, Stats, STATS_PERIODS, type ItemCardDto } from '../../library';
import { say } from '../said/said';
import { MyPlaysQuery, type OwnPlay } from './my-plays.query';
import { genreFigures, habitFigures, sumFigures, titleFigures } from './stats-figures';
import type { Tool, ToolResult } from './tool';
import { ToolResults, type Finding } from './tool-results';

export const PERIOD = z.enum(STATS_PERIODS).describe('7d, 30d, 90d, 1y or all, each up to now').default('30d');
const LATEST = 25;

const HISTORY = z.strictObject({ period: PERIOD, limit: z.int().min(1).max(LATEST).default(15) });
const STATS = z.strictObject({ period: PERIOD });

/** What the caller watched, the latest first. */
@Injectable()
export class MyHistoryTool implements Tool<z.infer<typeof HISTORY>> {
  readonly name = 'my_history';
  readonly description = 'What the person watched in a period, the latest first, and how many views there were.';
  readonly role = 'user';
  readonly parameters = HISTORY;

  constructor(
    private readonly stats: Stats,
    private readonly plays: MyPlaysQuery,
    private readonly cards: ItemCards,
    private readonly results: ToolResults,
  ) {}

  async run(principal: Principal, { period, limit }: z.infer<typeof HISTORY>): Promise<ToolResult> {
    const stats = await this.stats.ofCaller(principal, period);
    const [latest, visible] = await Promise.all([
      this.plays.latest(principal, stats.from, stats.to, limit),
      this.plays.count(principal, stats.from, stats.to),
    ]);
    const cards = await this.cards.byId(
      principal,
      latest.map(({ itemId }) => itemId),
    );
    const unseen = stats.plays - visible;
    return this.results.of(principal, {
      summary: say('my-views', { count: stats.plays, period }),
      count: stats.plays,
      items: latest.flatMap((play) => toItem(play, cards.get(play.itemId))),
      figures: sumFigures(stats),
      filters: { period },
      asOf: stats.to,
      caveats: [stats.plays === 0 ? say('no-views') : null, unseen > 0 ? say('views-not-listed') : null],
    });
  }
}

/** How much the caller watched, and of what. */
@Injectable()
export class MyStatsTool implements Tool<z.infer<typeof STATS>> {
  readonly name = 'my_stats';
  readonly description =
    'How much the person watched in a period, of which genres and titles, and against the period before.';
  readonly role = 'user';
  readonly parameters = STATS;

  constructor(
    private readonly stats: Stats,
    private readonly cards: ItemCards,
    private readonly results: ToolResults,
  ) {}

  async run(principal: Principal, { period }: z.infer<typeof STATS>): Promise<ToolResult> {
    const stats = await this.stats.ofCaller(principal, period);
    const ids = stats.topTitles.flatMap(({ itemId }) => itemId ?? []);
    const cards = await this.cards.byId(principal, ids);
    return this.results.of(principal, {
      summary: say('my-statistics', { count: stats.plays, period }),
      count: stats.plays,
      items: ids.flatMap((id) => {
        const item = cards.get(id);
        return item ? [{ item, reason: null }] : [];
      }),
      figures: [...sumFigures(stats), ...habitFigures(stats), ...genreFigures(stats), ...titleFigures(stats)],
      filters: { period },
      asOf: stats.to,
      caveats: [stats.plays === 0 ? say('no-views') : null],
    });
  }
}

function toItem({ viewedAt, completion }: OwnPlay, item: ItemCardDto | undefined): NonNullable<Finding['items']> {
  if (!item) return [];
  const date = viewedAt.toISOString().slice(0, 10);
  const isFinished = completion >= FINISHED_PERCENT;
  return [{ item, reason: isFinished ? say('watched-on', { date }) : say('begun-on', { date, percent: completion }) }];
}
