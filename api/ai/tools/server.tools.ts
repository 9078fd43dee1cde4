import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Principal } from '../../common';
import { ItemCards, Stats } from '../../library';
import { say, type Said } from '../said/said';
import { figureOf } from './figures';
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
      summary: servers.length === 0 ? say('no-servers') : servers.map(sentence),
      count: servers.length,
      figures: [
        figureOf('servers', say('servers'), servers.length, 'count'),
        figureOf('online', say('servers-online'), servers.filter(({ status }) => status === 'online').length, 'count'),
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
    const people = stats.topPeople.map(({ displayName, plays }, at) =>
      figureOf(`person${at + 1}`, displayName ?? say('views-of-stranger'), plays, 'plays', 'never'),
    );
    return this.results.of(principal, {
      summary: say('all-statistics', { count: stats.plays, period }),
      count: stats.plays,
      items: ids.flatMap((id) => {
        const item = cards.get(id);
        return item ? [{ item, reason: null }] : [];
      }),
      figures: [...sumFigures(stats), ...genreFigures(stats), ...titleFigures(stats), ...people],
      filters: { period },
      asOf: stats.to,
      caveats: [stats.plays === 0 ? say('no-views-of-anybody') : null],
    });
  }
}

function serverFigures(
  { serverName: server, itemCount, lastRun }: ServerSync,
  key: string,
  now: number,
): NamedFigure[] {
  const endedAt = lastRun?.finishedAt ?? null;
  const age = endedAt === null ? null : Math.max(0, Math.round((now - Date.parse(endedAt)) / MINUTE_MS));
  return [
    ...(itemCount === null
      ? []
      : [figureOf(`${key}Items`, say('server-titles', { server }), itemCount, 'count', 'never')]),
    ...(age === null ? [] : [figureOf(`${key}Age`, say('server-age', { server }), age, 'minutes', 'never')]),
  ];
}

function sentence({ serverName: server, status, lastRun, nextRunAt }: ServerSync): Said {
  const last = lastRun === null ? {} : { state: lastRun.state, mode: lastRun.mode, at: lastRun.createdAt };
  return say('server-sync', { server, status, ...last, ...(nextRunAt === null ? {} : { next: nextRunAt }) });
}
