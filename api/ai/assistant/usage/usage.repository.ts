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

/** Months are of UTC. `$1` is any moment of it. */
const IN_MONTH = `used_at >= date_trunc('month', $1::timestamptz) AND used_at < date_trunc('month', $1::timestamptz) + interval '1 month'`;

/** Every statement about `ai_usage`. */
@Injectable()
export class UsageRepository {
  constructor(private readonly database: Database) {}

  async add({ userId, purpose, model, promptTokens, completionTokens, estimated, cost }: Use): Promise<void> {
    // Somebody who is removed while they ask leaves nothing behind.
    await this.database.run(
      `INSERT INTO ai_usage (user_id, purpose, model, prompt_tokens, completion_tokens, estimated, cost)
       SELECT id, $2, $3, $4, $5, $6, $7 FROM users WHERE id = $1`,
      [userId, purpose, model, promptTokens, completionTokens, estimated, cost],
    );
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
