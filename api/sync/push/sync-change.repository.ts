import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';

export interface Change {
  ratingKey: string;
  /** Database text: what was told again meanwhile is another change. */
  toldAt: string;
}

const NO_RUN = `NOT EXISTS (SELECT FROM sync_runs r WHERE r.server_id = c.server_id AND r.state IN ('queued', 'running'))`;
const DUE = `(NOT c.after_run OR ${NO_RUN})`;

const ADD = `
  INSERT INTO sync_changes AS c (server_id, rating_key, told_at)
  SELECT p.id, k.rating_key, clock_timestamp() FROM plex_servers p, unnest($2::text[]) AS k (rating_key)
  WHERE p.id = $1 AND EXISTS (SELECT FROM sync_runs r WHERE r.server_id = p.id) ORDER BY k.rating_key
  ON CONFLICT (server_id, rating_key) DO UPDATE SET told_at = EXCLUDED.told_at, after_run = false`;

/** Exactly these: a row that was told about again since then stays. */
const THESE = `c.server_id = $1 AND (c.rating_key, c.told_at) IN (
  SELECT k.rating_key, k.told_at FROM unnest($2::text[], $3::timestamptz[]) AS k (rating_key, told_at))`;

/** What servers told about and what was not asked for yet: no crash and no failure loses it. */
@Injectable()
export class SyncChangeRepository {
  constructor(private readonly database: Database) {}

  /**
   * Distinct keys. Of a server that was removed meanwhile nothing is kept, nor of one that nobody has synced
   * yet: the first run reads everything, and single titles before it would look like a library.
   */
  async add(serverId: string, ratingKeys: readonly string[]): Promise<void> {
    await this.database.run(ADD, [serverId, ratingKeys]);
  }

  /** Servers about which something is to be asked now. */
  async listServers(): Promise<string[]> {
    const text = `SELECT DISTINCT c.server_id AS id FROM sync_changes c WHERE ${DUE}`;
    return (await this.database.rows<{ id: string }>(text)).map(({ id }) => id);
  }

  listDue(serverId: string, limit: number): Promise<Change[]> {
    return this.database.rows(
      `SELECT c.rating_key AS "ratingKey", c.told_at::text AS "toldAt" FROM sync_changes c
       WHERE c.server_id = $1 AND ${DUE} ORDER BY c.told_at, c.rating_key LIMIT $2`,
      [serverId, limit],
    );
  }

  async remove(serverId: string, changes: readonly Change[]): Promise<void> {
    await this.database.run(`DELETE FROM sync_changes c WHERE ${THESE}`, valuesOf(serverId, changes));
  }

  /** To be applied once more, when no run is active any more. */
  async keepForLater(serverId: string, changes: readonly Change[]): Promise<void> {
    await this.database.run(`UPDATE sync_changes c SET after_run = true WHERE ${THESE}`, valuesOf(serverId, changes));
  }

  /** The whole of it waits until no run is active any more. */
  async keepAllForLater(serverId: string): Promise<void> {
    await this.database.run('UPDATE sync_changes SET after_run = true WHERE server_id = $1', [serverId]);
  }

  /** A run that was begun after that finds what the keys were for. */
  async clear(serverId: string, until: string): Promise<void> {
    await this.database.run('DELETE FROM sync_changes WHERE server_id = $1 AND told_at <= $2::timestamptz', [
      serverId,
      until,
    ]);
  }

  async count(serverId: string): Promise<number> {
    const text = 'SELECT count(*)::int AS count FROM sync_changes WHERE server_id = $1';
    return (await this.database.row<{ count: number }>(text, [serverId]))!.count;
  }

  /** Database time, as text. */
  async now(): Promise<string> {
    return (await this.database.row<{ now: string }>('SELECT clock_timestamp()::text AS now'))!.now;
  }

  /** Whether a run of the server was at work at any time since. */
  async hadRun(serverId: string, since: string): Promise<boolean> {
    const text = `SELECT 1 AS yes FROM sync_runs WHERE server_id = $1
                  AND (state IN ('queued', 'running') OR finished_at >= $2::timestamptz) LIMIT 1`;
    return (await this.database.row(text, [serverId, since])) !== null;
  }
}

function valuesOf(serverId: string, changes: readonly Change[]): unknown[] {
  return [serverId, changes.map(({ ratingKey }) => ratingKey), changes.map(({ toldAt }) => toldAt)];
}
