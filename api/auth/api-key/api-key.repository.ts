import { Injectable } from '@nestjs/common';
import type { Scope } from '../../common';
import { Database } from '../../infra/database';

export interface LiveApiKey {
  apiKeyId: string;
  userId: string;
  plexAccountId: string;
  scopes: Scope[];
  validUntil: Date;
}

export interface ApiKeyRow {
  id: string;
  name: string;
  scopes: Scope[];
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
}

export interface NewApiKey {
  userId: string;
  name: string;
  keyHash: Buffer;
  scopes: Scope[];
  expiresAt: Date | null;
}

const COLUMNS = `id, name, scopes, created_at AS "createdAt", last_used_at AS "lastUsedAt", expires_at AS "expiresAt"`;

@Injectable()
export class ApiKeyRepository {
  constructor(private readonly database: Database) {}

  /** The key with this hash, unless it expired or its maker is no administrator any more. Notes the use of it. */
  async findLive(keyHash: Buffer): Promise<LiveApiKey | null> {
    const row = await this.database.row<LiveApiKey & { stale: boolean }>(
      `SELECT k.id AS "apiKeyId", k.user_id AS "userId", u.plex_account_id AS "plexAccountId", k.scopes,
              coalesce(k.expires_at, now() + interval '1 day') AS "validUntil",
              k.last_used_at IS NULL OR k.last_used_at < now() - interval '1 minute' AS stale
         FROM api_keys k JOIN users u ON u.id = k.user_id
        WHERE k.key_hash = $1 AND NOT u.disabled AND u.role = 'admin' AND (k.expires_at IS NULL OR k.expires_at > now())`,
      [keyHash],
      'api-key-find-live',
    );
    if (!row) return null;
    if (row.stale) await this.database.run('UPDATE api_keys SET last_used_at = now() WHERE id = $1', [row.apiKeyId]);
    return row;
  }

  async add(key: NewApiKey): Promise<ApiKeyRow> {
    const row = await this.database.row<ApiKeyRow>(
      `INSERT INTO api_keys (user_id, name, key_hash, scopes, expires_at) VALUES ($1, $2, $3, $4, $5) RETURNING ${COLUMNS}`,
      [key.userId, key.name, key.keyHash, key.scopes, key.expiresAt],
    );
    return row!;
  }

  /** `limit + 1` keys of every administrator, newest first, those after the given one. */
  async list(limit: number, after: { createdAt: string; id: string } | null): Promise<ApiKeyRow[]> {
    return this.database.rows<ApiKeyRow>(
      `SELECT ${COLUMNS} FROM api_keys
        WHERE $2::timestamptz IS NULL OR (created_at, id) < ($2, $3)
        ORDER BY created_at DESC, id DESC LIMIT $1`,
      [limit + 1, after?.createdAt ?? null, after?.id ?? null],
    );
  }

  async remove(id: string): Promise<boolean> {
    return (await this.database.run('DELETE FROM api_keys WHERE id = $1', [id])) > 0;
  }
}
