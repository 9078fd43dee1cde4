import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Principal } from '../../common';
import { ItemCards, Stats, STATS_PERIODS, type MyStatsDto } from '../../library';
import type { NamedFigure } from './for-model';
import { MyPlaysQuery, type OwnPlay } from './my-plays.query';
import { genreFigures, sumFigures, titleFigures } from './stats-figures';
import type { Tool, ToolResult } from './tool';
import { ToolResults } from './tool-results';

export const PERIOD = z.enum(STATS_PERIODS).describe('7d, 30d, 90d, 1y or all, each up to now').default('30d');
const LATEST = 25;
const NOTHING = 'No views of yours are known in this period.';

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
      summary: `${stats.plays} ${stats.plays === 1 ? 'view' : 'views'} of yours (${period})`,
      count: stats.plays,
      items: latest.flatMap((play) => toItem(play, cards.get(play.itemId))),
      figures: sumFigures(stats),
      filters: { period },
      asOf: stats.to,
      caveats: [
        stats.plays === 0 ? NOTHING : null,
        unseen > 0
          ? 'Some of it is not in the library any more, or not shared with you: it is counted, not listed.'
          : null,
      ],
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
      summary: `Your statistics (${period}): ${stats.plays} ${stats.plays === 1 ? 'view' : 'views'}`,
      count: stats.plays,
      items: ids.flatMap((id) => {
        const item = cards.get(id);
        return item ? [{ item, reason: null }] : [];
      }),
      figures: [...sumFigures(stats), ...habitFigures(stats), ...genreFigures(stats), ...titleFigures(stats)],
      filters: { period },
      asOf: stats.to,
      caveats: [stats.plays === 0 ? NOTHING : null],
    });
  }
}

function habitFigures({ streak, finishedTitles }: MyStatsDto): NamedFigure[] {
  return [
    { key: 'finishedTitles', label: 'Different titles seen to the end', value: finishedTitles, unit: 'count' },
    { key: 'streak', label: 'Days in a row up to today', value: streak.currentDays, unit: 'days' },
    { key: 'longestStreak', label: 'Most days in a row', value: streak.longestDays, unit: 'days' },
  ];
}

type Item = ToolResult['items'][number];

function toItem({ viewedAt, completion }: OwnPlay, item: Item['item'] | undefined): Item[] {
  if (!item) return [];
  const day = viewedAt.toISOString().slice(0, 10);
  return [{ item, reason: completion >= 90 ? `Watched on ${day}` : `Begun on ${day}, ${completion} percent watched` }];
}
