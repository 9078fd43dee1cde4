import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Principal } from '../../common';
import { ItemCards, Stats } from '../../library';
import type { NamedFigure } from './for-model';
import { PERIOD } from './my-stats.tools';
import { genreFigures, sumFigures, titleFigures } from './stats-figures';
import { SyncStatus, type ServerSync } from './sync-status';
import type { Tool, ToolResult } from './tool';
import { ToolResults } from './tool-results';

const NOTHING = z.strictObject({});
const STATS = z.strictObject({ period: PERIOD });
const MINUTE_MS = 60_000;

/** How the mirror stands. */
@Injectable()
export class SyncStatusTool implements Tool<z.infer<typeof NOTHING>> {
  readonly name = 'sync_status';
  readonly description = 'Whether the servers are reachable, when they were last synced and how that went.';
  readonly role = 'admin';
  readonly parameters = NOTHING;

  constructor(
    private readonly sync: SyncStatus,
    private readonly results: ToolResults,
  ) {}

  async run(principal: Principal): Promise<ToolResult> {
    const servers = await this.sync.servers();
    const now = Date.now();
    return this.results.of(principal, {
      summary: servers.length === 0 ? 'No server is registered' : servers.map(sentence).join(' '),
      count: servers.length,
      figures: [
        { key: 'servers', label: 'Servers', value: servers.length, unit: 'count' },
        {
          key: 'online',
          label: 'Servers that are reachable',
          value: servers.filter(({ status }) => status === 'online').length,
          unit: 'count',
        },
        ...servers.flatMap((server, at) => serverFigures(server, `server${at + 1}`, now)),
      ],
    });
  }
}

/** How much everybody watched. */
@Injectable()
export class ServerStatsTool implements Tool<z.infer<typeof STATS>> {
  readonly name = 'server_stats';
  readonly description = 'How much everybody watched in a period, and which genres and titles most.';
  readonly role = 'admin';
  readonly parameters = STATS;

  constructor(
    private readonly stats: Stats,
    private readonly cards: ItemCards,
    private readonly results: ToolResults,
  ) {}

  async run(principal: Principal, { period }: z.infer<typeof STATS>): Promise<ToolResult> {
    const stats = await this.stats.ofEverybody(principal, period);
    const ids = stats.topTitles.flatMap(({ itemId }) => itemId ?? []);
    const cards = await this.cards.byId(principal, ids);
    const people = stats.topPeople.map(({ displayName, plays }, at): NamedFigure => ({
      key: `person${at + 1}`,
      label: displayName ?? 'Somebody who never signed in here',
      value: plays,
      unit: 'plays',
      names: 'never',
    }));
    return this.results.of(principal, {
      summary: `Everybody’s statistics (${period}): ${stats.plays} ${stats.plays === 1 ? 'view' : 'views'}`,
      count: stats.plays,
      items: ids.flatMap((id) => {
        const item = cards.get(id);
        return item ? [{ item, reason: null }] : [];
      }),
      figures: [...sumFigures(stats), ...genreFigures(stats), ...titleFigures(stats), ...people],
      filters: { period },
      asOf: stats.to,
      caveats: [stats.plays === 0 ? 'No views are known in this period.' : null],
    });
  }
}

function serverFigures({ serverName, itemCount, lastRun }: ServerSync, key: string, now: number): NamedFigure[] {
  const endedAt = lastRun?.finishedAt ?? null;
  return [
    ...(itemCount === null
      ? []
      : ([
          { key: `${key}Items`, label: `${serverName}: titles`, value: itemCount, unit: 'count', names: 'never' },
        ] as const)),
    ...(endedAt === null
      ? []
      : ([
          {
            key: `${key}Age`,
            label: `${serverName}: minutes since the last sync`,
            value: Math.max(0, Math.round((now - Date.parse(endedAt)) / MINUTE_MS)),
            unit: 'minutes',
            names: 'never',
          },
        ] as const)),
  ];
}

function sentence({ serverName, status, lastRun, nextRunAt }: ServerSync): string {
  const last = lastRun === null ? 'never synced' : `last sync ${lastRun.state} (${lastRun.mode}, ${lastRun.createdAt})`;
  const next = nextRunAt === null ? 'none planned' : `next ${nextRunAt}`;
  return `${serverName} is ${status}: ${last}, ${next}.`;
}
