import { Injectable } from '@nestjs/common';
import { Database, leaseIsOver } from '../../infra/database';
import type { StreamState } from './sync-stream.entity';

/** How a process stands with a server that it listens to, or would like to. */
export interface StreamReport {
  serverId: string;
  state: StreamState;
  connectedAt: Date | null;
  lastEventAt: Date | null;
}

/** Seconds until another process takes over from one that died. */
const LEASE_SECONDS = 15;

const HOLD = `
  INSERT INTO sync_streams AS s (server_id, owner, lease_until, state, connected_at, last_event_at)
  SELECT p.id, $1, now() + interval '${LEASE_SECONDS} seconds', r.state, r.connected_at, r.last_event_at
  FROM unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::timestamptz[])
    AS r (server_id, state, connected_at, last_event_at)
  JOIN plex_servers p ON p.id = r.server_id
  ORDER BY p.id
  ON CONFLICT (server_id) DO UPDATE SET
    owner = EXCLUDED.owner, lease_until = EXCLUDED.lease_until, state = EXCLUDED.state,
    connected_at = EXCLUDED.connected_at, last_event_at = COALESCE(EXCLUDED.last_event_at, s.last_event_at)
  WHERE s.owner = EXCLUDED.owner OR ${leaseIsOver('s.lease_until', LEASE_SECONDS)}
  RETURNING server_id AS "serverId"`;

/** Which process listens to which server: one lease for each. */
@Injectable()
export class SyncStreamRepository {
  constructor(private readonly database: Database) {}

  /** Takes or renews leases and writes how the streams stand. Answers the servers that are the owner's now. */
  async hold(owner: string, reports: readonly StreamReport[]): Promise<Set<string>> {
    const held = await this.database.rows<{ serverId: string }>(HOLD, [
      owner,
      reports.map(({ serverId }) => serverId),
      reports.map(({ state }) => state),
      reports.map(({ connectedAt }) => connectedAt),
      reports.map(({ lastEventAt }) => lastEventAt),
    ]);
    return new Set(held.map(({ serverId }) => serverId));
  }

  /** Other processes may take over at once. */
  async release(owner: string, serverIds: readonly string[]): Promise<void> {
    await this.database.run('DELETE FROM sync_streams WHERE owner = $1 AND server_id = ANY ($2::uuid[])', [
      owner,
      serverIds,
    ]);
  }

  /** Whether some process hears what the server tells by itself. */
  async isConnected(serverId: string): Promise<boolean> {
    const text = `SELECT 1 AS yes FROM sync_streams WHERE server_id = $1 AND state = 'connected' AND lease_until > now()`;
    return (await this.database.row(text, [serverId])) !== null;
  }
}
