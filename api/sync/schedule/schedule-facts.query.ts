import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';
import { SyncStreamRepository } from '../push/sync-stream.repository';
import type { PastRun, ScheduledServer } from './schedule.types';

/** More than a night's tries: each waits twice as long as the one before. */
const RUNS_PER_MODE = 20;

interface ServerRow {
  id: string;
  reachable: boolean;
  busy: boolean;
  firstRunAt: Date | null;
}

/** Reads what the schedule has to know about each server. */
@Injectable()
export class ScheduleFactsQuery {
  constructor(
    private readonly database: Database,
    private readonly streams: SyncStreamRepository,
  ) {}

  /** Servers with a library to sync. What a clock that was set back since has put into the future is left out. */
  async listServers(now: Date): Promise<ScheduledServer[]> {
    const servers = await this.database.rows<ServerRow>(
      `SELECT s.id, s.status = 'online' AS reachable,
         EXISTS (SELECT FROM sync_runs WHERE server_id = s.id AND state IN ('queued', 'running')) AS busy,
         (SELECT min(created_at) FROM sync_runs
          WHERE server_id = s.id AND state IN ('succeeded', 'incomplete')) AS "firstRunAt"
       FROM plex_servers s
       WHERE EXISTS (SELECT FROM library_sections WHERE server_id = s.id AND enabled)
       ORDER BY s.created_at, s.id`,
    );
    const runs = await this.latestRuns(now);
    return Promise.all(
      servers.map(async (server) => ({
        ...server,
        connected: await this.streams.isConnected(server.id),
        runs: runs.filter(({ serverId }) => serverId === server.id),
      })),
    );
  }

  /** Runs of single sections are no substitute for any that is scheduled. */
  private latestRuns(now: Date): Promise<(PastRun & { serverId: string })[]> {
    return this.database.rows<PastRun & { serverId: string }>(
      `SELECT s.id AS "serverId", run.* FROM plex_servers s
       CROSS JOIN unnest(ARRAY['full', 'incremental', 'sweep']) AS kind (mode)
       CROSS JOIN LATERAL (
         SELECT mode, state, error_code AS "errorCode", created_at AS "createdAt", finished_at AS "finishedAt"
         FROM sync_runs WHERE server_id = s.id AND mode = kind.mode AND section_ids IS NULL
           AND created_at <= $2::timestamptz + interval '1 minute'
         ORDER BY created_at DESC LIMIT $1
       ) run
       ORDER BY run."createdAt" DESC`,
      [RUNS_PER_MODE, now],
    );
  }
}
