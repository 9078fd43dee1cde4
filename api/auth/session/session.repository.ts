import { Injectable } from '@nestjs/common';
import type { Role } from '../../common';
import { Database, type SqlExecutor } from '../../infra/database';

/** A session unused for so long has ended. */
const IDLE_DAYS = 30;
/** A session ends so long after sign-in, used or not. */
const ABSOLUTE_DAYS = 90;
/** The least recently used sessions beyond this many are ended at sign-in. */
const MAX_SESSIONS_PER_USER = 100;

/** Condition on a row `s` of `sessions`. */
export const LIVE_SESSION = `s.expires_at > now() AND s.last_used_at > now() - interval '${IDLE_DAYS} days'`;
const VALID_UNTIL = `least(s.expires_at, s.last_used_at + interval '${IDLE_DAYS} days')`;

export interface LiveSession {
  sessionId: string;
  userId: string;
  plexAccountId: string;
  role: Role;
  validUntil: Date;
}

export interface SessionRow {
  id: string;
  userAgent: string;
  address: string;
  createdAt: Date;
  lastUsedAt: Date;
  expiresAt: Date;
}

export interface NewSession {
  userId: string;
  tokenHash: Buffer;
  userAgent: string;
  address: string;
}

@Injectable()
export class SessionRepository {
  constructor(private readonly database: Database) {}

  /** The session with this token hash, unless it ended or its user is disabled. Notes the use of it. */
  async findLive(tokenHash: Buffer): Promise<LiveSession | null> {
    const row = await this.database.row<LiveSession & { stale: boolean }>(
      `SELECT s.id AS "sessionId", s.user_id AS "userId", u.plex_account_id AS "plexAccountId", u.role,
              ${VALID_UNTIL} AS "validUntil", s.last_used_at < now() - interval '1 minute' AS stale
         FROM sessions s JOIN users u ON u.id = s.user_id
        WHERE s.token_hash = $1 AND NOT u.disabled AND ${LIVE_SESSION}`,
      [tokenHash],
      'session-find-live',
    );
    if (!row) return null;
    if (row.stale) await this.touch(row.sessionId, row.userId);
    return row;
  }

  /** Adds a session and answers its id and absolute end. */
  async add(sql: SqlExecutor, session: NewSession): Promise<{ id: string; expiresAt: Date }> {
    const row = await sql.row<{ id: string; expiresAt: Date }>(
      `INSERT INTO sessions (user_id, token_hash, user_agent, address, expires_at)
       VALUES ($1, $2, $3, $4, now() + interval '${ABSOLUTE_DAYS} days')
       RETURNING id, expires_at AS "expiresAt"`,
      [session.userId, session.tokenHash, session.userAgent, session.address],
    );
    await sql.run(
      `DELETE FROM sessions WHERE id IN (
         SELECT id FROM sessions WHERE user_id = $1 ORDER BY last_used_at DESC, id OFFSET ${MAX_SESSIONS_PER_USER})`,
      [session.userId],
    );
    return row!;
  }

  /** Ends the session with this token hash and answers its id; null when there is none. */
  async removeByHash(sql: SqlExecutor, tokenHash: Buffer): Promise<string | null> {
    const row = await sql.row<{ id: string }>('DELETE FROM sessions WHERE token_hash = $1 RETURNING id', [tokenHash]);
    return row?.id ?? null;
  }

  /** Ends one session of this user; false when the user has no such session. */
  async remove(userId: string, sessionId: string): Promise<boolean> {
    return (await this.database.run('DELETE FROM sessions WHERE id = $1 AND user_id = $2', [sessionId, userId])) > 0;
  }

  /** Answers how many there were. */
  removeAllOf(sql: SqlExecutor, userId: string): Promise<number> {
    return sql.run('DELETE FROM sessions WHERE user_id = $1', [userId]);
  }

  async removeEnded(): Promise<void> {
    await this.database.run(`DELETE FROM sessions s WHERE NOT (${LIVE_SESSION})`);
  }

  /** Live sessions of a user, newest first. */
  async listLive(userId: string): Promise<SessionRow[]> {
    return this.database.rows<SessionRow>(
      `SELECT s.id, s.user_agent AS "userAgent", s.address, s.created_at AS "createdAt",
              s.last_used_at AS "lastUsedAt", ${VALID_UNTIL} AS "expiresAt"
         FROM sessions s WHERE s.user_id = $1 AND ${LIVE_SESSION} ORDER BY s.created_at DESC, s.id DESC`,
      [userId],
    );
  }

  async expiryOf(sessionId: string): Promise<Date | null> {
    const row = await this.database.row<{ validUntil: Date }>(
      `SELECT ${VALID_UNTIL} AS "validUntil" FROM sessions s WHERE s.id = $1`,
      [sessionId],
    );
    return row?.validUntil ?? null;
  }

  private async touch(sessionId: string, userId: string): Promise<void> {
    await this.database.run(
      `WITH used AS (
         UPDATE sessions SET last_used_at = now() WHERE id = $1 AND last_used_at < now() - interval '1 minute')
       UPDATE users SET last_active_at = now()
        WHERE id = $2 AND (last_active_at IS NULL OR last_active_at < now() - interval '1 minute')`,
      [sessionId, userId],
    );
  }
}
