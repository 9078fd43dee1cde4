import { Injectable } from '@nestjs/common';
import { Database, withoutConflict, type SqlExecutor } from '../../infra/database';
import type { PlexPlay } from '../../plex';
import { columnArrays } from '../item/column-arrays';
import { COMPLETE } from './play-session.statements';
import { matchSessions, type SessionMatch, type UnmatchedSession } from './session-matches';
import { PLAY_COLUMNS, PLEX_ACCOUNT, UPSERT_PLAYS } from './play.statements';
import type { HistoryOwner } from './history-owner';

export interface PlaysWritten {
  /** Plays that were not known before. */
  added: number;
  /** plex.tv ids of those whose plays are new. */
  accounts: string[];
}

const LONG_HISTORY = 10_000;

/** How long after the end of a viewing its row may come, besides what was left to play. */
const LATE = `interval '15 minutes'`;
/** Locked, so that a viewing that ends at this moment waits for what we find. */
const UNMATCHED_SESSIONS = `
  SELECT s.id, s.account_id::text AS "accountId", s.rating_key AS "ratingKey", s.type, s.title, s.started_at AS "startedAt",
    s.last_seen_at AS "lastSeenAt", s.last_seen_at + ${LATE}
      + GREATEST(0, COALESCE(s.duration_ms, 0) - s.offset_ms) * interval '1 millisecond' AS until
  FROM play_sessions s
  WHERE s.server_id = $1 AND s.history_key IS NULL AND s.last_seen_at >= $2::timestamptz - interval '1 day'
    AND s.started_at <= $3::timestamptz + interval '1 hour'
  ORDER BY s.id FOR UPDATE`;

/** Set-based writes of pages of the history. Idempotent; removes nothing, and empties no column. */
@Injectable()
export class PlayRepository {
  constructor(private readonly database: Database) {}

  async writePage(server: HistoryOwner, plays: readonly PlexPlay[]): Promise<PlaysWritten> {
    const byKey = new Map(plays.map((play) => [play.historyKey, play]));
    if (byKey.size === 0) return { added: 0, accounts: [] };
    const rows = [...byKey.values()];
    return withoutConflict(async () =>
      (await this.mayTellOfSessions(server, rows))
        ? this.database.transaction((sql) => this.writeWithSessions(sql, server, rows))
        : this.upsert(this.database, server, rows),
    );
  }

  /**
   * To be called after an import. Statistics read one index and no table once the plays are vacuumed, which
   * PostgreSQL does by itself some time after a long history came in.
   */
  async settle(added: number): Promise<void> {
    if (added >= LONG_HISTORY) await this.database.run('VACUUM (ANALYZE) plays');
  }

  private async upsert(sql: SqlExecutor, server: HistoryOwner, plays: readonly PlexPlay[]): Promise<PlaysWritten> {
    const values = [server.id, server.ownerAccountId, ...columnArrays(PLAY_COLUMNS, plays)];
    return (await sql.row<PlaysWritten & Record<string, unknown>>(UPSERT_PLAYS, values, 'plays-upsert'))!;
  }

  /** Nearly every page of a long history is older than anything that we saw being played. */
  private async mayTellOfSessions({ id }: HistoryOwner, plays: readonly PlexPlay[]): Promise<boolean> {
    const row = await this.database.row(
      `SELECT 1 FROM play_sessions WHERE server_id = $1 AND history_key IS NULL
         AND last_seen_at >= $2::timestamptz - interval '1 day' AND started_at <= $3::timestamptz + interval '1 hour' LIMIT 1`,
      [id, span(plays).from, span(plays).to],
      'sessions-unmatched',
    );
    return row !== null;
  }

  private async writeWithSessions(
    sql: SqlExecutor,
    server: HistoryOwner,
    plays: readonly PlexPlay[],
  ): Promise<PlaysWritten> {
    const { from, to } = span(plays);
    const sessions = await sql.rows<UnmatchedSession & Record<string, unknown>>(UNMATCHED_SESSIONS, [
      server.id,
      from,
      to,
    ]);
    const matches = sessions.length > 0 ? matchSessions(await this.onlyNew(sql, server, plays), sessions) : [];
    const taken = await this.take(sql, server, matches);
    const written = await this.upsert(sql, server, plays);
    await sql.run(COMPLETE, [matches.map(({ sessionId }) => sessionId)]);
    return { ...written, added: written.added + taken };
  }

  private async onlyNew(sql: SqlExecutor, { id }: HistoryOwner, plays: readonly PlexPlay[]): Promise<PlexPlay[]> {
    const known = await sql.rows<{ key: string }>(
      'SELECT history_key AS key FROM plays WHERE server_id = $1 AND history_key = ANY ($2::text[])',
      [id, plays.map(({ historyKey }) => historyKey)],
    );
    const keys = new Set(known.map(({ key }) => key));
    return plays.filter(({ historyKey }) => !keys.has(historyKey));
  }

  /** A viewing that counts already becomes the row that tells of it. Answers how many did. */
  private async take(sql: SqlExecutor, { id }: HistoryOwner, matches: readonly SessionMatch[]): Promise<number> {
    let taken = 0;
    for (const { sessionId, historyKey, viewedAt } of matches) {
      await sql.run('UPDATE play_sessions SET history_key = $2 WHERE id = $1', [sessionId, historyKey]);
      taken += await sql.run(
        'UPDATE plays SET history_key = $3, viewed_at = $4 WHERE server_id = $1 AND history_key = $2',
        [id, `session:${sessionId}`, historyKey, viewedAt],
      );
    }
    return taken;
  }

  /** The server was linked anew by another account: plays of account 1 are that one's. */
  async renameOwner({ id, ownerAccountId }: HistoryOwner): Promise<void> {
    await this.database.run(
      `UPDATE plays SET plex_account_id = ${PLEX_ACCOUNT('account_id', '$2::bigint')}
       WHERE server_id = $1 AND account_id = 1 AND plex_account_id IS DISTINCT FROM $2::bigint`,
      [id, ownerAccountId],
    );
  }
}

function span(plays: readonly PlexPlay[]): { from: Date; to: Date } {
  const times = plays.map(({ viewedAt }) => viewedAt.getTime());
  return { from: new Date(Math.min(...times)), to: new Date(Math.max(...times)) };
}
