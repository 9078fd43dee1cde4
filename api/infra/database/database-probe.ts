import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Pool } from 'pg';
import { AppConfig } from '../config';
import { PROBE_NAME } from './other-processes';

const PROBE_TIMEOUT_MS = 2_000;

/** A server process at this moment. */
export interface BackendState {
  working: boolean;
  /** When that last changed, in the words of the server. */
  since: string;
}

/**
 * Asks the database whether it answers, over one connection of its own: a busy pool must not make a
 * healthy process look dead, and a hanging server must not hang a probe.
 */
@Injectable()
export class DatabaseProbe implements OnApplicationShutdown {
  private readonly pool: Pool;

  constructor(config: AppConfig) {
    this.pool = new Pool({
      connectionString: config.databaseUrl,
      max: 1,
      connectionTimeoutMillis: PROBE_TIMEOUT_MS,
      query_timeout: PROBE_TIMEOUT_MS,
      application_name: PROBE_NAME,
      allowExitOnIdle: true,
    });
    // The loss of the idle connection is what the next probe reports.
    this.pool.on('error', () => undefined);
  }

  /** Rejects within 4 s where the database does not answer. */
  async ping(): Promise<void> {
    await this.pool.query('SELECT 1');
  }

  async version(): Promise<string> {
    const { rows } = await this.pool.query<{ version: string }>(`SELECT current_setting('server_version') AS version`);
    return rows[0].version;
  }

  /** What the server says of these of its processes; null where a pooler between gives them other numbers. */
  async backends(pids: readonly number[]): Promise<ReadonlyMap<number, BackendState> | null> {
    const client = await this.pool.connect();
    let failed = true;
    try {
      const { rows } = await client.query<BackendState & { pid: number; own: boolean }>(
        `SELECT pid, coalesce(state NOT LIKE 'idle%', true) AS working, state_change::text AS since,
                pid = pg_backend_pid() AS own
         FROM pg_stat_activity WHERE pid = ANY ($1) OR pid = pg_backend_pid()`,
        [pids],
      );
      failed = false;
      const { processID } = client as unknown as { processID: number };
      return rows.some(({ pid, own }) => own && pid === processID) ? new Map(rows.map((row) => [row.pid, row])) : null;
    } finally {
      client.release(failed);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}
