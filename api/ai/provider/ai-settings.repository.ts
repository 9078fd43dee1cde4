import { Injectable } from '@nestjs/common';
import type { SealedSecret } from '../../infra/crypto';
import { Database, type SqlExecutor } from '../../infra/database';

const NAME = 'ai-provider';

/** What administrators typed. */
export interface StoredProvider {
  baseUrl: string | null;
  model: string | null;
  sealedApiKey: SealedSecret | null;
}

const NOTHING: StoredProvider = { baseUrl: null, model: null, sealedApiKey: null };

@Injectable()
export class AiSettingsRepository {
  constructor(private readonly database: Database) {}

  async get(): Promise<StoredProvider> {
    const row = await this.database.row<{ value: StoredProvider }>('SELECT value FROM settings WHERE name = $1', [
      NAME,
    ]);
    return { ...NOTHING, ...row?.value };
  }

  /** Changes come one after the other: each sees what the one before has left. */
  async change(apply: (stored: StoredProvider) => StoredProvider): Promise<void> {
    await this.database.transaction(async (sql) => this.save(sql, apply(await this.lock(sql))));
  }

  private async lock(sql: SqlExecutor): Promise<StoredProvider> {
    await sql.run('INSERT INTO settings (name, value) VALUES ($1, $2::jsonb) ON CONFLICT (name) DO NOTHING', [
      NAME,
      JSON.stringify(NOTHING),
    ]);
    const row = await sql.row<{ value: StoredProvider }>('SELECT value FROM settings WHERE name = $1 FOR UPDATE', [
      NAME,
    ]);
    return { ...NOTHING, ...row!.value };
  }

  private async save(sql: SqlExecutor, stored: StoredProvider): Promise<void> {
    await sql.run('UPDATE settings SET value = $2::jsonb, updated_at = now() WHERE name = $1', [
      NAME,
      JSON.stringify(stored),
    ]);
  }
}
