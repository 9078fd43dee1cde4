import { Injectable } from '@nestjs/common';
import { Database, type SqlExecutor } from '../../infra/database';
import type { PlexSession } from '../../plex';
import type { HistoryOwner } from './history-owner';
import { OWE_INSIGHT } from '../insight/owe-insight.statement';
import { COMPLETE, END, GO_ON, REMEMBER } from './play-session.statements';
import { PLEX_ACCOUNT } from './play.statements';

/**
 * What was seen being played. One viewing is one play: it counts once it is over and more than a glance,
 * and becomes one with the row of Plex's history that tells of it.
 */
@Injectable()
export class PlaySessions {
  constructor(private readonly database: Database) {}

  /** Stores a complete look at what a server plays; what is missing in it has ended. Answers how many have. */
  observe(server: HistoryOwner, sessions: readonly PlexSession[]): Promise<number> {
    return this.database.transaction(async (sql) => {
      const open: string[] = [];
      for (const session of sessions) open.push(await this.see(sql, server, session));
      const ended = (await sql.rows<{ id: string }>(END, [server.id, open])).map(({ id }) => id);
      if (ended.length > 0) {
        await sql.run(REMEMBER, [ended]);
        await sql.run(COMPLETE, [ended]);
        await sql.run(OWE_INSIGHT, [server.id]);
      }
      return ended.length;
    });
  }

  private async see(sql: SqlExecutor, server: HistoryOwner, session: PlexSession): Promise<string> {
    const { sessionKey, accountId, offsetMs, state, deviceId, item } = session;
    const values = [server.id, sessionKey, accountId, item.ratingKey, offsetMs, state, item.durationMs, deviceId];
    const known = await sql.row<{ id: string }>(GO_ON, values);
    if (known) return known.id;
    const { type, title, parentTitle, grandparentTitle, index, parentIndex } = item;
    const added = await sql.row<{ id: string }>(
      `INSERT INTO play_sessions (server_id, session_key, account_id, rating_key, offset_ms, state, duration_ms, device_id,
         plex_account_id, type, title, parent_title, grandparent_title, item_index, parent_index, started_at, last_seen_at)
       VALUES ($1, $2, $3::bigint, $4, $5, $6, $7, $8, ${PLEX_ACCOUNT('$3::bigint', '$9::bigint')}, $10, $11, $12, $13, $14,
         $15, now(), now()) RETURNING id`,
      [...values, server.ownerAccountId, type, title, parentTitle, grandparentTitle, index, parentIndex],
    );
    return added!.id;
  }
}
