import { Injectable } from '@nestjs/common';
import { Database } from '../database';

const NAME = 'last-backup';

export interface LastBackup {
  startedAt: string;
  outcome: 'running' | 'succeeded' | 'failed';
  /** Of the file; null where there is none. */
  sizeBytes: number | null;
  errorCode: string | null;
  /** When the newest good one was made. */
  succeededAt: string | null;
}

/** How the nightly backup went: one row for all processes. */
@Injectable()
export class LastBackups {
  constructor(private readonly database: Database) {}

  async get(): Promise<LastBackup | null> {
    const row = await this.database.row<{ value: LastBackup }>('SELECT value FROM settings WHERE name = $1', [NAME]);
    return row?.value ?? null;
  }

  /** By the clock that all processes share. */
  now(): Promise<Date> {
    return this.database.now();
  }

  /** False when another process was quicker: it does it. */
  async claim(seen: LastBackup | null, next: LastBackup): Promise<boolean> {
    const claimed = await this.database.run(
      `INSERT INTO settings (name, value) VALUES ($1, $2::jsonb)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = now()
         WHERE settings.value ->> 'startedAt' IS NOT DISTINCT FROM $3`,
      [NAME, JSON.stringify(next), seen?.startedAt ?? null],
    );
    return claimed > 0;
  }

  async save(outcome: LastBackup): Promise<void> {
    await this.database.run('UPDATE settings SET value = $2::jsonb, updated_at = now() WHERE name = $1', [
      NAME,
      JSON.stringify(outcome),
    ]);
  }
}
