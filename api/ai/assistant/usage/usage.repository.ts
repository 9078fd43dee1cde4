import { Injectable } from '@nestjs/common';
import { Database } from '../../../infra/database';

export interface Use {
  userId: string;
  purpose: string;
  model: string;
  promptTokens: number;
  completionTokens: number;
  estimated: boolean;
  /** Null where no prices are set. */
  cost: number | null;
}

/** Tokens of a budget that are held for one answer. */
export interface Reservation {
  id: string;
  /** Left for it, all others taken off; may be more than it asked for. */
  tokensLeft: number;
}

export interface UsageSum {
  promptTokens: number;
  completionTokens: number;
  calls: number;
  /** Calls whose tokens were reckoned, not told. */
  estimatedCalls: number;
  /** Of the calls whose price was known; null where none was. */
  cost: number | null;
  /** Calls whose price was not known. */
  unpricedCalls: number;
}

export interface UserUsage extends UsageSum {
  userId: string;
  displayName: string;
  lastUsedAt: Date;
}

/** What is true of the ledger as a whole. */
export interface LedgerBounds {
  firstUsedAt: Date | null;
  /** How many people may sign in. */
  people: number;
}

const SUMS = `COALESCE(sum(prompt_tokens), 0)::float8 AS "promptTokens", COALESCE(sum(completion_tokens), 0)::float8 AS "completionTokens",
  count(u.id)::int AS calls, count(*) FILTER (WHERE estimated)::int AS "estimatedCalls", sum(cost)::float8 AS cost,
  count(u.id) FILTER (WHERE cost IS NULL)::int AS "unpricedCalls"`;

/** Months are of UTC. */
function inMonth(moment: string): string {
  const month = `date_trunc('month', ${moment}::timestamptz)`;
  return `used_at >= ${month} AND used_at < ${month} + interval '1 month'`;
}
const IN_MONTH = inMonth('$1');

/** Longer than any answer takes. */
const LONGEST_ANSWER = `interval '45 seconds'`;

/** $1 person, $2 tokens wanted, $3 limit of the month, $4 any moment of it. Nothing where all are spent or held. */
const RESERVE = `
  WITH taken AS (
    SELECT (SELECT COALESCE(sum(prompt_tokens::bigint + completion_tokens), 0) FROM ai_usage
            WHERE user_id = $1 AND ${inMonth('$4')})
         + (SELECT COALESCE(sum(tokens), 0) FROM ai_reservations WHERE user_id = $1 AND expires_at > now()) AS tokens
  )
  INSERT INTO ai_reservations (user_id, tokens, expires_at)
  SELECT $1, $2, now() + ${LONGEST_ANSWER} FROM taken WHERE taken.tokens < $3::bigint
  RETURNING id, $3::float8 - (SELECT tokens FROM taken)::float8 AS "tokensLeft"`;

/** Every statement about `ai_usage` and `ai_reservations`. */
@Injectable()
export class UsageRepository {
  constructor(private readonly database: Database) {}

  /** @param reservation whose tokens these are; null where there is no budget */
  async add(
    { userId, purpose, model, promptTokens, completionTokens, estimated, cost }: Use,
    reservation: string | null,
  ): Promise<void> {
    // Somebody who is removed while they ask leaves nothing behind.
    await this.database.run(
      `WITH used AS (
         INSERT INTO ai_usage (user_id, purpose, model, prompt_tokens, completion_tokens, estimated, cost)
         SELECT id, $2, $3, $4, $5, $6, $7 FROM users WHERE id = $1
       ) UPDATE ai_reservations SET tokens = GREATEST(tokens - $4::bigint - $5, 0) WHERE id = $8`,
      [userId, purpose, model, promptTokens, completionTokens, estimated, cost, reservation],
    );
  }

  /**
   * Holds tokens of this month's budget, as long as any are neither used nor held: the last who gets some may go over
   * the limit by what they were held for, and nobody by more. Null where none are left.
   */
  reserve(userId: string, tokens: number, limit: number, month: Date): Promise<Reservation | null> {
    return this.database.transaction(async (sql) => {
      // One after the other: a statement that waited would still see the sums of before.
      await sql.run('SELECT FROM users WHERE id = $1 FOR NO KEY UPDATE', [userId]);
      await sql.run('DELETE FROM ai_reservations WHERE user_id = $1 AND expires_at <= now()', [userId]);
      return sql.row<Reservation & Record<string, unknown>>(RESERVE, [userId, tokens, limit, month]);
    });
  }

  async release(reservation: string): Promise<void> {
    await this.database.run('DELETE FROM ai_reservations WHERE id = $1', [reservation]);
  }

  async ofUser(userId: string, month: Date): Promise<UsageSum> {
    const row = await this.database.row<UsageSum & Record<string, unknown>>(
      `SELECT ${SUMS} FROM ai_usage u WHERE ${IN_MONTH} AND user_id = $2`,
      [month, userId],
      'ai-usage-of-user',
    );
    return row!;
  }

  /** Whoever used any, most tokens first. */
  byUser(month: Date): Promise<UserUsage[]> {
    return this.database.rows<UserUsage & Record<string, unknown>>(
      `SELECT p.id AS "userId", p.display_name AS "displayName", max(used_at) AS "lastUsedAt", ${SUMS}
       FROM ai_usage u JOIN users p ON p.id = u.user_id WHERE ${IN_MONTH}
       GROUP BY p.id ORDER BY sum(prompt_tokens::bigint + completion_tokens) DESC, p.id`,
      [month],
    );
  }

  async bounds(): Promise<LedgerBounds> {
    const row = await this.database.row<LedgerBounds & Record<string, unknown>>(
      `SELECT (SELECT min(used_at) FROM ai_usage) AS "firstUsedAt",
         (SELECT count(*)::int FROM users WHERE NOT disabled) AS people`,
    );
    return row!;
  }
}
