import { Injectable } from '@nestjs/common';
import { Database, leaseIsOver } from '../../infra/database';

const LEASE_SECONDS = 90;

/** Who looks at the sessions of a server: one process at a time. */
@Injectable()
export class SessionWatchRepository {
  constructor(private readonly database: Database) {}

  /** Takes or renews the lease; false while another process holds it. */
  async hold(serverId: string, owner: string): Promise<boolean> {
    const held = await this.database.run(
      `INSERT INTO session_watches AS w (server_id, owner, lease_until)
       SELECT id, $2, now() + interval '${LEASE_SECONDS} seconds' FROM plex_servers WHERE id = $1
       ON CONFLICT (server_id) DO UPDATE SET owner = EXCLUDED.owner, lease_until = EXCLUDED.lease_until
       WHERE w.owner = EXCLUDED.owner OR ${leaseIsOver('w.lease_until', LEASE_SECONDS)}`,
      [serverId, owner],
    );
    return held > 0;
  }

  async release(owner: string): Promise<void> {
    await this.database.run('DELETE FROM session_watches WHERE owner = $1', [owner]);
  }
}
