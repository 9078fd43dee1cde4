import { Injectable } from '@nestjs/common';
import type { SealedSecret } from '../../infra/crypto';
import { Database, type SqlExecutor } from '../../infra/database';

@Injectable()
export class PlexAccountRepository {
  constructor(private readonly database: Database) {}

  async save(accountId: string, sealedToken: SealedSecret, sql: SqlExecutor = this.database): Promise<void> {
    await sql.run(
      `INSERT INTO plex_accounts (account_id, sealed_token) VALUES ($1, $2)
       ON CONFLICT (account_id) DO UPDATE SET sealed_token = $2, token_state = 'valid', checked_at = now()`,
      [accountId, sealedToken],
    );
  }

  /** Null when the account is unknown or its token revoked. */
  async findValid(accountId: string): Promise<SealedSecret | null> {
    const row = await this.database.row<{ sealed_token: SealedSecret }>(
      `SELECT sealed_token FROM plex_accounts WHERE account_id = $1 AND token_state = 'valid'`,
      [accountId],
    );
    return row?.sealed_token ?? null;
  }

  async remove(accountId: string, sql: SqlExecutor): Promise<void> {
    await sql.run('DELETE FROM plex_accounts WHERE account_id = $1', [accountId]);
  }

  async markRevoked(accountId: string): Promise<void> {
    await this.database.run(
      `UPDATE plex_accounts SET token_state = 'revoked', checked_at = now() WHERE account_id = $1 AND token_state <> 'revoked'`,
      [accountId],
    );
  }
}
