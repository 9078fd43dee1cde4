import { Injectable } from '@nestjs/common';
import type { Role } from '../../common';
import type { SealedSecret } from '../../infra/crypto';
import { Database, type SqlExecutor } from '../../infra/database';

export interface SealedMembership {
  serverId: string;
  /** null: nobody could be asked which sections are shared; those known before stay. */
  sectionKeys: string[] | null;
  sealedToken: SealedSecret;
}

export interface CheckedUser {
  id: string;
  plexAccountId: string;
  role: Role;
  disabled: boolean;
}

@Injectable()
export class MembershipRepository {
  constructor(private readonly database: Database) {}

  /** Makes these the memberships of the user; those of other servers end. */
  async replace(sql: SqlExecutor, userId: string, memberships: SealedMembership[]): Promise<void> {
    const serverIds = memberships.map(({ serverId }) => serverId);
    // First of all, as a sign-in does: whoever locked these rows in another order would wait for it, and it for them.
    await sql.run('UPDATE users SET membership_checked_at = now() WHERE id = $1', [userId]);
    await sql.run('DELETE FROM server_members WHERE user_id = $1 AND NOT server_id = ANY($2::uuid[])', [
      userId,
      serverIds,
    ]);
    for (const { serverId, sectionKeys, sealedToken } of memberships) {
      await sql.run(
        `INSERT INTO server_members (user_id, server_id, section_keys, sealed_token)
         SELECT $1, id, coalesce($3::text[], '{}'), $4 FROM plex_servers WHERE id = $2
         ON CONFLICT (user_id, server_id) DO UPDATE
           SET section_keys = coalesce($3::text[], server_members.section_keys), sealed_token = excluded.sealed_token,
               checked_at = now()`,
        [userId, serverId, sectionKeys, sealedToken],
      );
    }
  }

  find(userId: string): Promise<CheckedUser | null> {
    return this.database.row<CheckedUser>(
      'SELECT id, plex_account_id AS "plexAccountId", role, disabled FROM users WHERE id = $1',
      [userId],
    );
  }

  /** Locks the user's row until the transaction ends; null when there is none. */
  lock(sql: SqlExecutor, userId: string): Promise<{ role: Role } | null> {
    return sql.row('SELECT role FROM users WHERE id = $1 FOR UPDATE', [userId]);
  }

  /** Notes that an administrator needs no share, unless they stopped being one meanwhile. */
  async markAdministratorChecked(userId: string): Promise<void> {
    await this.database.run(`UPDATE users SET membership_checked_at = now() WHERE id = $1 AND role = 'admin'`, [
      userId,
    ]);
  }

  /** Users with a session whose membership was last checked before `hours` ago, longest ago first. */
  async listDue(hours: number): Promise<string[]> {
    const rows = await this.database.rows<{ id: string }>(
      `SELECT id FROM users u
        WHERE NOT disabled AND membership_checked_at < now() - make_interval(hours => $1)
          AND EXISTS (SELECT FROM sessions s WHERE s.user_id = u.id)
        ORDER BY membership_checked_at`,
      [hours],
    );
    return rows.map(({ id }) => id);
  }
}
