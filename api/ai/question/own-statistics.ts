import { Injectable } from '@nestjs/common';
import type { Principal } from '../../common';
import { ItemCards, Stats, type StatsDto } from '../../library';
import { say } from '../said/said';
import { genreFigures, sumFigures } from '../tools/stats-figures';
import type { Asked } from './asked';
import type { Found } from './found';

/** How much the caller watched. */
@Injectable()
export class OwnStatistics {
  constructor(
    private readonly stats: Stats,
    private readonly cards: ItemCards,
  ) {}

  async of(principal: Principal, { period, isPeriodRough }: Asked): Promise<Found> {
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

function daysOf({ from, to }: StatsDto): number {
  return Math.ceil((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
