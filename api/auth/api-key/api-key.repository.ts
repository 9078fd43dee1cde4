import { Injectable } from '@nestjs/common';
import type { Scope } from '../../common';
import { Database, type SqlExecutor } from '../../infra/database';

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
  lastUsedAddress: string | null;
  expiresAt: Date | null;
  state: 'active' | 'expired' | 'suspended';
  createdBy: { id: string; displayName: string };
}

export interface NewApiKey {
  userId: string;
  name: string;
  keyHash: Buffer;
  scopes: Scope[];
  expiresAt: Date | null;
}

/** From `k`, a row of `api_keys`, and `u`, its maker. */
const COLUMNS = `k.id, k.name, k.scopes, k.created_at AS "createdAt", k.last_used_at AS "lastUsedAt",
  k.last_used_address AS "lastUsedAddress", k.expires_at AS "expiresAt",
  CASE WHEN k.expires_at <= now() THEN 'expired' WHEN u.disabled OR u.role <> 'admin' THEN 'suspended' ELSE 'active'
    END AS state,
  jsonb_build_object('id', u.id, 'displayName', u.display_name) AS "createdBy"`;

@Injectable()
export class ApiKeyRepository {
  constructor(private readonly database: Database) {}

  /** The key with this hash, unless it expired or its maker is no administrator any more. Notes the use of it. */
  async findLive(keyHash: Buffer, address: string): Promise<LiveApiKey | null> {
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
    if (row.stale) await this.noteUse(row.apiKeyId, address);
    return row;
  }

  /** Null, and no key, where it would have expired already: by the clock that ends it. */
  add(key: NewApiKey): Promise<ApiKeyRow | null> {
    return this.database.row<ApiKeyRow>(
      `WITH k AS (
         INSERT INTO api_keys (user_id, name, key_hash, scopes, expires_at)
         SELECT $1::uuid, $2, $3::bytea, $4::text[], $5::timestamptz
         WHERE $5::timestamptz IS NULL OR $5::timestamptz > now() RETURNING *)
       SELECT ${COLUMNS} FROM k JOIN users u ON u.id = k.user_id`,
      [key.userId, key.name, key.keyHash, key.scopes, key.expiresAt],
    );
  }

  /** `limit + 1` keys of every administrator, newest first, those after the given one. */
  async list(limit: number, after: { createdAt: string; id: string } | null): Promise<ApiKeyRow[]> {
    return this.database.rows<ApiKeyRow>(
      `SELECT ${COLUMNS} FROM api_keys k JOIN users u ON u.id = k.user_id
        WHERE $2::timestamptz IS NULL OR (k.created_at, k.id) < ($2, $3)
        ORDER BY k.created_at DESC, k.id DESC LIMIT $1`,
      [limit + 1, after?.createdAt ?? null, after?.id ?? null],
    );
  }

  /** Answers the name of the key that went, or null when there was none. */
  async remove(id: string): Promise<string | null> {
    const row = await this.database.row<{ name: string }>('DELETE FROM api_keys WHERE id = $1 RETURNING name', [id]);
    return row?.name ?? null;
  }

  /** Answers how many there were. */
  removeAllOf(sql: SqlExecutor, userId: string): Promise<number> {
    return sql.run('DELETE FROM api_keys WHERE user_id = $1', [userId]);
  }

  private async noteUse(id: string, address: string): Promise<void> {
    await this.database.run('UPDATE api_keys SET last_used_at = now(), last_used_address = $2 WHERE id = $1', [
      id,
      address || null,
    ]);
  }
}
