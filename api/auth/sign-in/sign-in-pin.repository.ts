import { Injectable } from '@nestjs/common';
import type { SealedSecret } from '../../infra/crypto';
import { Database, type SqlExecutor } from '../../infra/database';

export interface PinRow {
  id: string;
  plexPinId: string;
  browserHash: Buffer;
  sealedToken: SealedSecret | null;
  expired: boolean;
}

export interface NewPin {
  id: string;
  plexPinId: string;
  code: string;
  browserHash: Buffer;
  lifeMs: number;
}

@Injectable()
export class SignInPinRepository {
  constructor(private readonly database: Database) {}

  /** Adds a PIN and forgets those that ended an hour ago: until then they answer "expired". Answers when it ends. */
  async add(pin: NewPin): Promise<Date> {
    const row = await this.database.row<{ expiresAt: Date }>(
      `WITH purged AS (DELETE FROM sign_in_pins WHERE expires_at < now() - interval '1 hour')
       INSERT INTO sign_in_pins (id, plex_pin_id, code, browser_hash, expires_at)
       VALUES ($1, $2, $3, $4, now() + $5 * interval '1 millisecond') RETURNING expires_at AS "expiresAt"`,
      [pin.id, pin.plexPinId, pin.code, pin.browserHash, pin.lifeMs],
    );
    return row!.expiresAt;
  }

  find(id: string): Promise<PinRow | null> {
    return this.database.row<PinRow>(
      `SELECT id, plex_pin_id AS "plexPinId", browser_hash AS "browserHash", sealed_token AS "sealedToken",
              expires_at <= now() AS expired
         FROM sign_in_pins WHERE id = $1`,
      [id],
      'sign-in-pin-find',
    );
  }

  async keepToken(id: string, sealedToken: SealedSecret): Promise<void> {
    await this.database.run('UPDATE sign_in_pins SET sealed_token = $2 WHERE id = $1 AND expires_at > now()', [
      id,
      sealedToken,
    ]);
  }

  /** Ends the PIN and forgets its token; false when it had ended already. Of many callers one gets true. */
  async end(id: string, sql: SqlExecutor = this.database): Promise<boolean> {
    const ended = await sql.run(
      `UPDATE sign_in_pins SET expires_at = now() - interval '1 millisecond', sealed_token = NULL
        WHERE id = $1 AND expires_at > now()`,
      [id],
    );
    return ended > 0;
  }
}
