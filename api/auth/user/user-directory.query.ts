import { Injectable } from '@nestjs/common';
import type { Role } from '../../common';
import { Database } from '../../infra/database';
import { LIVE_SESSION } from '../session/session.repository';
import { USER_COLUMNS, type UserRow } from './user.repository';

export interface UserSummaryRow extends UserRow {
  createdAt: Date;
  sessionCount: number;
  visibleSectionCount: number;
  apiKeyCount: number;
  plays30d: number;
}

export interface UserFilter {
  q: string | null;
  role: Role | null;
  disabled: boolean | null;
}

export interface VisibleSectionRow {
  serverId: string;
  serverName: string;
  id: string;
  title: string;
  type: string;
}

export interface UserPlaysRow {
  total: number;
  last30Days: number;
  lastAt: Date | null;
}

/** Sections that `u` may see: the same rule as VisibleSections, for many people at once. */
const VISIBLE_SECTIONS = `
  library_sections s WHERE s.enabled AND (u.role = 'admin' OR (s.missing_at IS NULL AND EXISTS (
    SELECT FROM server_members m WHERE m.user_id = u.id AND m.server_id = s.server_id AND s.key = ANY (m.section_keys))))`;

/** As the statistics count thirty days: of UTC, the last of them today. */
const THIRTY_DAYS_AGO = `(date_trunc('day', now() AT TIME ZONE 'UTC') - interval '29 days') AT TIME ZONE 'UTC'`;

/** Each count is a look into an index, for the rows of one page only. */
const SUMMARY = `${USER_COLUMNS}, created_at AS "createdAt",
  (SELECT count(*)::int FROM sessions s WHERE s.user_id = u.id AND ${LIVE_SESSION}) AS "sessionCount",
  (SELECT count(*)::int FROM ${VISIBLE_SECTIONS}) AS "visibleSectionCount",
  (SELECT count(*)::int FROM api_keys k WHERE k.user_id = u.id) AS "apiKeyCount",
  (SELECT count(*)::int FROM plays p
    WHERE p.plex_account_id = u.plex_account_id AND p.viewed_at >= ${THIRTY_DAYS_AGO}) AS "plays30d"`;

/** What administrators look up about people. */
@Injectable()
export class UserDirectoryQuery {
  constructor(private readonly database: Database) {}

  /** `limit + 1` users, newest first, those after the given one. */
  list(
    { q, role, disabled }: UserFilter,
    limit: number,
    after: { createdAt: string; id: string } | null,
  ): Promise<UserSummaryRow[]> {
    return this.database.rows<UserSummaryRow & Record<string, unknown>>(
      `SELECT ${SUMMARY} FROM (
         SELECT * FROM users
          WHERE ($2::timestamptz IS NULL OR (created_at, id) < ($2, $3))
            AND ($4::text IS NULL OR strpos(lower(concat_ws(E'\\n', display_name, username, email)), lower($4)) > 0)
            AND ($5::text IS NULL OR role = $5) AND ($6::boolean IS NULL OR disabled = $6)
          ORDER BY created_at DESC, id DESC LIMIT $1) u
        ORDER BY created_at DESC, id DESC`,
      [limit + 1, after?.createdAt ?? null, after?.id ?? null, q, role, disabled],
    );
  }

  find(id: string): Promise<(UserSummaryRow & { membershipCheckedAt: Date }) | null> {
    return this.database.row(
      `SELECT ${SUMMARY}, membership_checked_at AS "membershipCheckedAt" FROM users u WHERE id = $1`,
      [id],
    );
  }

  /** By server and title. */
  visibleSections(userId: string): Promise<VisibleSectionRow[]> {
    return this.database.rows<VisibleSectionRow & Record<string, unknown>>(
      `SELECT p.id AS "serverId", p.name AS "serverName", v.id, v.title, v.type
         FROM users u CROSS JOIN LATERAL (SELECT s.* FROM ${VISIBLE_SECTIONS}) v
         JOIN plex_servers p ON p.id = v.server_id
        WHERE u.id = $1 ORDER BY p.name, p.id, v.title, v.id`,
      [userId],
    );
  }

  async plays(userId: string): Promise<UserPlaysRow> {
    const row = await this.database.row<UserPlaysRow & Record<string, unknown>>(
      `SELECT count(p.viewed_at)::int AS total,
              (count(*) FILTER (WHERE p.viewed_at >= ${THIRTY_DAYS_AGO}))::int AS "last30Days",
              max(p.viewed_at) AS "lastAt"
         FROM users u LEFT JOIN plays p ON p.plex_account_id = u.plex_account_id WHERE u.id = $1`,
      [userId],
    );
    return row!;
  }
}
