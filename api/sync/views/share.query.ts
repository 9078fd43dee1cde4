import { Injectable } from '@nestjs/common';
import type { SealedSecret } from '../../infra/crypto';
import { Database } from '../../infra/database';

/** A share of a server that is not the person's own. */
export interface Share {
  serverId: string;
  userId: string;
  plexAccountId: string;
  /** The person's own token for the server. */
  sealedToken: SealedSecret;
  sections: { id: string; key: string; type: string }[];
}

const MEMBERS = `
  FROM server_members m
  JOIN users u ON u.id = m.user_id AND NOT u.disabled
  JOIN plex_servers s ON s.id = m.server_id AND s.owner_account_id <> u.plex_account_id`;

/** Who has a share of what, with what opens it. */
@Injectable()
export class ShareQuery {
  constructor(private readonly database: Database) {}

  /** Null for the owner, who needs none, and where nothing is shared. */
  find(serverId: string, userId: string): Promise<Share | null> {
    return this.database.row<Share & Record<string, unknown>>(
      `SELECT m.server_id AS "serverId", m.user_id AS "userId", u.plex_account_id::text AS "plexAccountId",
         m.sealed_token AS "sealedToken", COALESCE((
           SELECT jsonb_agg(jsonb_build_object('id', l.id, 'key', l.key, 'type', l.type) ORDER BY l.id) FROM library_sections l
           WHERE l.server_id = m.server_id AND l.key = ANY (m.section_keys) AND l.enabled AND l.missing_at IS NULL
             AND l.last_synced_at IS NOT NULL), '[]') AS sections
       ${MEMBERS} WHERE m.server_id = $1 AND m.user_id = $2`,
      [serverId, userId],
    );
  }

  /** Shares of whose sections one was never read, or not for `minutes`. */
  listDue(minutes: number): Promise<{ serverId: string; userId: string }[]> {
    return this.database.rows(
      `SELECT m.server_id AS "serverId", m.user_id AS "userId" ${MEMBERS}
       WHERE EXISTS (
         SELECT FROM library_sections l LEFT JOIN user_view_imports v ON v.section_id = l.id AND v.plex_account_id = u.plex_account_id
         WHERE l.server_id = m.server_id AND l.key = ANY (m.section_keys) AND l.enabled AND l.missing_at IS NULL
           AND l.last_synced_at IS NOT NULL
           AND (v.imported_at IS NULL OR v.imported_at < now() - make_interval(mins => $1)))
       ORDER BY m.server_id, m.user_id`,
      [minutes],
    );
  }

  /** Those of the accounts who have a share of the server, by user. */
  async usersOf(serverId: string, accounts: readonly string[]): Promise<string[]> {
    const rows = await this.database.rows<{ userId: string }>(
      `SELECT m.user_id AS "userId" ${MEMBERS} WHERE m.server_id = $1 AND u.plex_account_id = ANY ($2::bigint[])`,
      [serverId, accounts],
    );
    return rows.map(({ userId }) => userId);
  }
}
