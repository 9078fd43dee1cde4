import { Injectable } from '@nestjs/common';
import type { SealedSecret } from '../../infra/crypto';
import { Database, type SqlExecutor } from '../../infra/database';
import { MODEL_FIELDS, type ModelField } from '../tools/allowed-fields';

const NAME = 'ai-provider';

/** What administrators typed. */
export interface StoredProvider {
  baseUrl: string | null;
  model: string | null;
  sealedApiKey: SealedSecret | null;
}

/** How the provider may be used. */
export interface StoredUse {
  enabled: boolean;
  /** Tokens, sent and written, of one person in one month (UTC); null: as many as they like. */
  monthlyTokensPerUser: number | null;
  /** Of a million tokens, in the currency of the provider; null where it is not known. */
  pricePerMillionInput: number | null;
  pricePerMillionOutput: number | null;
  /** What the provider may read of the library. */
  allowedFields: ModelField[];
}

export type StoredAi = StoredProvider & StoredUse;

const NOTHING: StoredAi = {
  baseUrl: null,
  model: null,
  sealedApiKey: null,
  enabled: true,
  monthlyTokensPerUser: null,
  pricePerMillionInput: null,
  pricePerMillionOutput: null,
  allowedFields: MODEL_FIELDS.filter((field) => field !== 'summaries'),
};

@Injectable()
export class AiSettingsRepository {
  constructor(private readonly database: Database) {}

  async get(): Promise<StoredAi> {
    const row = await this.database.row<{ value: Partial<StoredAi> }>('SELECT value FROM settings WHERE name = $1', [
      NAME,
    ]);
    return { ...NOTHING, ...row?.value };
  }

  /** Changes come one after the other: each sees what the one before has left. */
  async change(apply: (stored: StoredAi) => StoredAi): Promise<void> {
    await this.database.transaction(async (sql) => this.save(sql, apply(await this.lock(sql))));
  }

  private async lock(sql: SqlExecutor): Promise<StoredAi> {
    await sql.run('INSERT INTO settings (name, value) VALUES ($1, $2::jsonb) ON CONFLICT (name) DO NOTHING', [
      NAME,
      JSON.stringify(NOTHING),
    ]);
    const row = await sql.row<{ value: Partial<StoredAi> }>('SELECT value FROM settings WHERE name = $1 FOR UPDATE', [
      NAME,
    ]);
    return { ...NOTHING, ...row!.value };
  }

  private async save(sql: SqlExecutor, stored: StoredAi): Promise<void> {
    await sql.run('UPDATE settings SET value = $2::jsonb, updated_at = now() WHERE name = $1', [
      NAME,
      JSON.stringify(stored),
    ]);
  }
}
