import { Injectable } from '@nestjs/common';
import type { Role } from '../../common';
import { Database, type SqlExecutor } from '../../infra/database';

export interface UserRow {
  id: string;
  username: string;
  displayName: string;
  email: string | null;
  avatarUrl: string | null;
  role: Role;
  disabled: boolean;
  lastActiveAt: Date | null;
}

/** What plex.tv tells about a person, ready to be stored. */
export interface UserProfile {
  plexAccountId: string;
  username: string;
  displayName: string;
  email: string | null;
  avatarUrl: string | null;
}

export const USER_COLUMNS = `id, username, display_name AS "displayName", email, avatar_url AS "avatarUrl", role, disabled,
                 last_active_at AS "lastActiveAt"`;

/** Any number that no other advisory lock of ours uses: "who is an administrator" changes one at a time. */
const ADMINISTRATORS_LOCK = 7_260_001;

@Injectable()
export class UserRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<UserRow | null> {
    return this.database.row<UserRow>(`SELECT ${USER_COLUMNS} FROM users WHERE id = $1`, [id]);
  }

  findByAccount(plexAccountId: string, sql: SqlExecutor = this.database): Promise<UserRow | null> {
    return sql.row<UserRow>(`SELECT ${USER_COLUMNS} FROM users WHERE plex_account_id = $1`, [plexAccountId]);
  }

  /** Makes every other transaction that changes who is an administrator wait until this one ends. */
  async lockAdministrators(sql: SqlExecutor): Promise<void> {
    await sql.run('SELECT pg_advisory_xact_lock($1)', [ADMINISTRATORS_LOCK]);
  }

  /** Administrators that can sign in, `exceptUserId` not counted. */
  async countAdministrators(sql: SqlExecutor = this.database, exceptUserId: string | null = null): Promise<number> {
    const row = await sql.row<{ count: number }>(
      `SELECT count(*)::int AS count FROM users WHERE role = 'admin' AND NOT disabled AND id IS DISTINCT FROM $1`,
      [exceptUserId],
    );
    return row!.count;
  }

  async isServerRegistered(sql: SqlExecutor = this.database): Promise<boolean> {
    const row = await sql.row<{ found: boolean }>('SELECT EXISTS (SELECT FROM plex_servers) AS found');
    return row!.found;
  }

  /**
   * Adds the person or refreshes what is known of them; one account is one row however many sign in at
   * once. A role is only ever raised here. Answers null when the user is disabled.
   */
  upsert(sql: SqlExecutor, profile: UserProfile, role: Role): Promise<UserRow | null> {
    return sql.row<UserRow>(
      `INSERT INTO users (plex_account_id, username, display_name, email, avatar_url, role, last_active_at)
       VALUES ($1, $2, $3, $4, $5, $6, now())
       ON CONFLICT (plex_account_id) DO UPDATE
         SET username = excluded.username, display_name = excluded.display_name, email = excluded.email,
             avatar_url = excluded.avatar_url, last_active_at = now(),
             role = CASE WHEN excluded.role = 'admin' THEN 'admin' ELSE users.role END
         WHERE NOT users.disabled
       RETURNING ${USER_COLUMNS}`,
      [profile.plexAccountId, profile.username, profile.displayName, profile.email, profile.avatarUrl, role],
    );
  }

  /** With sessions and API keys. */
  async remove(sql: SqlExecutor, id: string): Promise<void> {
    await sql.run('DELETE FROM users WHERE id = $1', [id]);
  }

  /** Reads a user for a change: the row stays locked until the transaction ends. */
  findForUpdate(sql: SqlExecutor, id: string): Promise<UserRow | null> {
    return sql.row<UserRow>(`SELECT ${USER_COLUMNS} FROM users WHERE id = $1 FOR UPDATE`, [id]);
  }

  /** Who stops being an administrator is due for a check of shares: as one, nobody asked for them. */
  async setAccess(sql: SqlExecutor, id: string, role: Role, disabled: boolean): Promise<UserRow> {
    const row = await sql.row<UserRow>(
      `UPDATE users SET role = $2, disabled = $3, membership_checked_at =
         CASE WHEN role = 'admin' AND $2 = 'user' THEN to_timestamp(0) ELSE membership_checked_at END
        WHERE id = $1 RETURNING ${USER_COLUMNS}`,
      [id, role, disabled],
    );
    return row!;
  }
}
