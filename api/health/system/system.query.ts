import { Injectable } from '@nestjs/common';
import { LastBackups, type LastBackup } from '../../infra/backup';
import { Database } from '../../infra/database';

export interface DatabaseFacts {
  version: string;
  sizeBytes: number;
}

export interface TableFacts {
  name: string;
  /** PostgreSQL's own estimate. */
  rows: number;
  sizeBytes: number;
}

export interface RunFacts {
  id: string;
  serverId: string;
  mode: string;
  trigger: string;
  state: string;
  errorCode: string | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  sections: Record<string, unknown>[];
}

/** What PostgreSQL tells about itself, and the history of runs without a name in it. */
@Injectable()
export class SystemQuery {
  constructor(
    private readonly database: Database,
    private readonly backups: LastBackups,
  ) {}

  lastBackup(): Promise<LastBackup | null> {
    return this.backups.get();
  }

  async facts(): Promise<DatabaseFacts> {
    const row = await this.database.row<DatabaseFacts & Record<string, unknown>>(
      `SELECT current_setting('server_version') AS version, pg_database_size(current_database())::float8 AS "sizeBytes"`,
    );
    return row!;
  }

  tables(): Promise<TableFacts[]> {
    return this.database.rows<TableFacts & Record<string, unknown>>(
      `SELECT relname AS name, n_live_tup::float8 AS rows, pg_total_relation_size(relid)::float8 AS "sizeBytes"
         FROM pg_stat_user_tables ORDER BY relname`,
    );
  }

  runs(limit: number): Promise<RunFacts[]> {
    return this.database.rows<RunFacts & Record<string, unknown>>(
      `SELECT r.id, r.server_id AS "serverId", r.mode, r.trigger, r.state, r.error_code AS "errorCode",
              r.created_at AS "createdAt", r.started_at AS "startedAt", r.finished_at AS "finishedAt",
              COALESCE((SELECT jsonb_agg(jsonb_build_object('sectionId', s.section_id, 'state', s.state, 'seen', s.seen,
                  'total', s.total, 'added', s.added, 'updated', s.updated, 'removed', s.removed, 'errorCode', s.error_code)
                  ORDER BY s.position) FROM sync_run_sections s WHERE s.run_id = r.id), '[]') AS sections
         FROM sync_runs r ORDER BY r.created_at DESC, r.id LIMIT $1`,
      [limit],
    );
  }
}
