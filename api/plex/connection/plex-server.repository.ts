import { Injectable } from '@nestjs/common';
import type { SealedSecret } from '../../infra/crypto';
import { Database, withoutConflict } from '../../infra/database';
import type { PlexServerRecord, StoredPlexServer } from './plex-server';
import type { PlexServerStatus } from './plex-server.entity';

const COLUMNS = `id, machine_identifier AS "machineIdentifier", name, version, platform, owned, uri, status,
  last_seen_at AS "lastSeenAt", owner_account_id::text AS "ownerAccountId", sealed_token AS "sealedToken"`;

/** How often "still there" is written: every answer says it, a row version per answer would be waste. */
const SEEN_INTERVAL = '30 seconds';

@Injectable()
export class PlexServerRepository {
  constructor(private readonly database: Database) {}

  list(): Promise<StoredPlexServer[]> {
    return this.database.rows<StoredPlexServer & Record<string, unknown>>(
      `SELECT ${COLUMNS} FROM plex_servers ORDER BY created_at DESC, id DESC`,
    );
  }

  find(id: string): Promise<StoredPlexServer | null> {
    return this.database.row(`SELECT ${COLUMNS} FROM plex_servers WHERE id = $1`, [id], 'plex_server_by_id');
  }

  findByMachineIdentifier(machineIdentifier: string): Promise<StoredPlexServer | null> {
    return this.database.row(`SELECT ${COLUMNS} FROM plex_servers WHERE machine_identifier = $1`, [machineIdentifier]);
  }

  /** Null when the server is registered already: of two requests at once one wins. */
  insert(record: PlexServerRecord): Promise<StoredPlexServer | null> {
    return this.database.row(
      `INSERT INTO plex_servers
         (machine_identifier, name, version, platform, owned, uri, sealed_token, owner_account_id, last_seen_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now())
       ON CONFLICT (machine_identifier) DO NOTHING
       RETURNING ${COLUMNS}`,
      valuesOf(record),
    );
  }

  /** A new link to a server that is registered: address, token and owner account are replaced. */
  relink(record: PlexServerRecord): Promise<StoredPlexServer | null> {
    return this.database.row(
      `UPDATE plex_servers
       SET name = $2, version = $3, platform = $4, owned = $5, uri = $6, sealed_token = $7, owner_account_id = $8,
           status = 'online', last_seen_at = now()
       WHERE machine_identifier = $1
       RETURNING ${COLUMNS}`,
      valuesOf(record),
    );
  }

  /** A sync in full swing holds rows of the library that goes with the server. */
  async delete(id: string): Promise<boolean> {
    return (await withoutConflict(() => this.database.run(`DELETE FROM plex_servers WHERE id = $1`, [id]))) > 0;
  }

  /** The server moved or its token changed. */
  async updateTarget(id: string, uri: string, sealedToken: SealedSecret): Promise<void> {
    await this.database.run(`UPDATE plex_servers SET uri = $2, sealed_token = $3 WHERE id = $1`, [
      id,
      uri,
      sealedToken,
    ]);
  }

  /** @returns true when the status changed by this call */
  async setStatus(id: string, status: PlexServerStatus): Promise<boolean> {
    return (
      (await this.database.run(`UPDATE plex_servers SET status = $2 WHERE id = $1 AND status <> $2`, [id, status])) > 0
    );
  }

  /** @returns true when the server was not online before */
  async setSeen(id: string): Promise<boolean> {
    const row = await this.database.row<{ status: PlexServerStatus }>(
      `UPDATE plex_servers AS server SET status = 'online', last_seen_at = now()
       FROM (SELECT id, status FROM plex_servers WHERE id = $1) AS before
       WHERE server.id = before.id
         AND (before.status <> 'online' OR server.last_seen_at IS NULL OR server.last_seen_at < now() - interval '${SEEN_INTERVAL}')
       RETURNING before.status`,
      [id],
    );
    return row !== null && row.status !== 'online';
  }

  async describe(id: string, about: { name: string; version: string; platform: string }): Promise<void> {
    await this.database.run(
      `UPDATE plex_servers SET name = $2, version = $3, platform = $4
       WHERE id = $1 AND (name, version, platform) IS DISTINCT FROM ($2, $3, $4)`,
      [id, about.name, about.version, about.platform],
    );
  }
}

function valuesOf(record: PlexServerRecord): unknown[] {
  const { machineIdentifier, name, version, platform, owned, uri, sealedToken, ownerAccountId } = record;
  return [machineIdentifier, name, version, platform, owned, uri, sealedToken, ownerAccountId];
}
