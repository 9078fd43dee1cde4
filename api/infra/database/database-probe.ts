import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Pool } from 'pg';
import { AppConfig } from '../config';
import { PROBE_NAME } from './other-processes';

const PROBE_TIMEOUT_MS = 2_000;

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

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}
