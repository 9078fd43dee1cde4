import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';
import type { SyncMode, SyncState } from '../run/sync-run.types';

/** The newest run of a server. */
export interface NewestRun {
  serverId: string;
  runId: string;
  mode: SyncMode;
  state: SyncState;
  createdAt: Date;
  finishedAt: Date | null;
  errorCode: string | null;
}

/** One look into the index for each mode. */
const NEWEST = `
  SELECT DISTINCT ON (s.id) s.id AS "serverId", run.* FROM plex_servers s
  CROSS JOIN unnest(ARRAY['full', 'incremental', 'sweep']) AS kind (mode)
  CROSS JOIN LATERAL (
    SELECT id AS "runId", mode, state, created_at AS "createdAt", finished_at AS "finishedAt", error_code AS "errorCode"
    FROM sync_runs WHERE server_id = s.id AND mode = kind.mode ORDER BY created_at DESC LIMIT 1
  ) run
  ORDER BY s.id, run."createdAt" DESC`;

/** What the syncs know about servers. */
@Injectable()
export class DashboardServersQuery {
  constructor(private readonly database: Database) {}

  async newestRuns(): Promise<Map<string, NewestRun>> {
    const rows = await this.database.rows<NewestRun & Record<string, unknown>>(NEWEST);
    return new Map(rows.map((row) => [row.serverId, row]));
  }

  /** Servers that some process listens to. */
  async listening(): Promise<Set<string>> {
    const text = `SELECT server_id AS id FROM sync_streams WHERE state = 'connected' AND lease_until > now()`;
    return new Set((await this.database.rows<{ id: string }>(text)).map(({ id }) => id));
  }
}
