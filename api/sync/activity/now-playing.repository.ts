import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';
import type { PlexSession } from '../../plex';

/** A session as it is kept, for as long as it lasts. */
export interface StoredSession extends Pick<
  PlexSession,
  'sessionKey' | 'accountId' | 'viewerName' | 'state' | 'offsetMs' | 'player' | 'delivery'
> {
  ratingKey: string;
  title: string;
  grandparentTitle: string | null;
  durationMs: number | null;
}

/** What one server plays, and how fresh that is. */
export interface ServerSessions {
  serverId: string;
  name: string;
  /** plex.tv id of the account that is number 1 on the server. */
  ownerAccountId: string;
  /** As the server last answered. */
  online: boolean;
  /** The server could be asked lately: nothing is known of the sessions of one that could not. */
  known: boolean;
  /** Null before the first time. */
  seenAt: Date | null;
  /** Since `seenAt`; null before the first time. */
  ageMs: number | null;
  /** Whether what changes there is heard at once. */
  listening: boolean;
  sessions: StoredSession[];
}

/** Who named the viewers: our users, by plex.tv id. */
export interface NamedUser {
  userId: string;
  displayName: string;
}

/** Longer than the pause between two looks at a server that plays nothing. */
const FRESH_SECONDS = 90;

const LIST = `
  SELECT p.id AS "serverId", p.name, p.owner_account_id::text AS "ownerAccountId",
    p.status = 'online' AS online, COALESCE(p.status = 'online' AND n.seen_at > now() - interval '${FRESH_SECONDS} seconds', false) AS known,
    n.seen_at AS "seenAt", (extract(epoch FROM now() - n.seen_at) * 1000)::float8 AS "ageMs",
    EXISTS (SELECT FROM sync_streams s WHERE s.server_id = p.id AND s.state = 'connected' AND s.lease_until > now()) AS listening,
    COALESCE(n.sessions, '[]') AS sessions
  FROM plex_servers p LEFT JOIN now_playing n ON n.server_id = p.id ORDER BY p.name, p.id`;

/** What the servers play, as whichever process looked last saw it. */
@Injectable()
export class NowPlaying {
  constructor(private readonly database: Database) {}

  /** A complete look at one server. */
  async put(serverId: string, sessions: readonly PlexSession[]): Promise<void> {
    await this.database.run(
      `INSERT INTO now_playing (server_id, seen_at, sessions) SELECT id, now(), $2::jsonb FROM plex_servers WHERE id = $1
       ON CONFLICT (server_id) DO UPDATE SET seen_at = EXCLUDED.seen_at, sessions = EXCLUDED.sessions`,
      [serverId, JSON.stringify(sessions.map(toStored))],
    );
  }

  /** Every registered server, by name. */
  list(): Promise<ServerSessions[]> {
    return this.database.rows<ServerSessions & Record<string, unknown>>(LIST, [], 'now-playing');
  }

  async users(plexAccountIds: readonly string[]): Promise<Map<string, NamedUser>> {
    if (plexAccountIds.length === 0) return new Map();
    const rows = await this.database.rows<NamedUser & { accountId: string }>(
      `SELECT id AS "userId", display_name AS "displayName", plex_account_id::text AS "accountId"
       FROM users WHERE plex_account_id = ANY ($1::bigint[])`,
      [plexAccountIds],
    );
    return new Map(rows.map(({ accountId, ...user }) => [accountId, user]));
  }
}

function toStored({ item, ...session }: PlexSession): StoredSession {
  const { sessionKey, accountId, viewerName, state, offsetMs, player, delivery } = session;
  const { ratingKey, title, grandparentTitle, durationMs } = item;
  const about = { ratingKey, title, grandparentTitle, durationMs };
  return { sessionKey, accountId, viewerName, state, offsetMs, player, delivery, ...about };
}
