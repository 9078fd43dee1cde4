import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';

const NAME = 'setup-code-lock';
const MAX_WRONG_TRIES = 10;
const LOCK_MINUTES = 15;

export type TryOutcome = { outcome: 'right' } | { outcome: 'wrong' } | { outcome: 'locked'; retryAfterSeconds: number };

/** Counts wrong set-up codes where restarts and other processes see them. */
@Injectable()
export class SetupCodeLockRepository {
  constructor(private readonly database: Database) {}

  /** Tries come one after the other, so that racing guesses cannot get more than ten of them. */
  async attempt(isRight: () => boolean): Promise<TryOutcome> {
    return this.database.transaction(async (sql) => {
      await sql.run(
        `INSERT INTO settings (name, value) VALUES ($1, '{"wrongTries": 0}') ON CONFLICT (name) DO NOTHING`,
        [NAME],
      );
      const row = await sql.row<{ wrongTries: number; lockedSeconds: number }>(
        `SELECT (value->>'wrongTries')::int AS "wrongTries",
                coalesce(ceil(extract(epoch FROM (value->>'lockedUntil')::timestamptz - now())), 0)::int AS "lockedSeconds"
           FROM settings WHERE name = $1 FOR UPDATE`,
        [NAME],
      );
      if (row!.lockedSeconds > 0) return { outcome: 'locked', retryAfterSeconds: row!.lockedSeconds };
      if (isRight()) return { outcome: 'right' };
      const wrongTries = row!.wrongTries + 1;
      await sql.run(
        `UPDATE settings SET updated_at = now(), value = CASE WHEN $2::int >= ${MAX_WRONG_TRIES}
           THEN jsonb_build_object('wrongTries', 0, 'lockedUntil', now() + interval '${LOCK_MINUTES} minutes')
           ELSE jsonb_build_object('wrongTries', $2::int) END
          WHERE name = $1`,
        [NAME, wrongTries],
      );
      return { outcome: 'wrong' };
    });
  }
}
