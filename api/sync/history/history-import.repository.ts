import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';
import type { HistoryOwner } from '../../library';
import type { PassState } from './history-pass.types';

export interface HistoryState {
  ownerAccountId: string;
  watermark: Date | null;
  knownTotal: number;
  pass: PassState | null;
  /** The whole history was never read, or not for a week. */
  wholeDue: boolean;
  attachWanted: number;
  attachDone: number;
}

/** How far the history of each server was read. */
@Injectable()
export class HistoryImportRepository {
  constructor(private readonly database: Database) {}

  /** Begins, or goes on with, the import of a server; null before its first sync: plays need items to hang on. */
  open({ id, ownerAccountId }: HistoryOwner): Promise<HistoryState | null> {
    return this.database.row<HistoryState & Record<string, unknown>>(
      `INSERT INTO history_imports AS h (server_id, owner_account_id)
       SELECT $1, $2 WHERE EXISTS (SELECT FROM library_sections WHERE server_id = $1 AND last_synced_at IS NOT NULL)
       ON CONFLICT (server_id) DO UPDATE SET attach_wanted = h.attach_wanted
       RETURNING h.owner_account_id::text AS "ownerAccountId", h.watermark, h.known_total AS "knownTotal", h.pass,
         COALESCE(h.whole_at < now() - interval '7 days', true) AS "wholeDue",
         h.attach_wanted AS "attachWanted", h.attach_done AS "attachDone"`,
      [id, ownerAccountId],
    );
  }

  async setOwner({ id, ownerAccountId }: HistoryOwner): Promise<void> {
    await this.database.run('UPDATE history_imports SET owner_account_id = $2 WHERE server_id = $1', [
      id,
      ownerAccountId,
    ]);
  }

  async savePass(serverId: string, pass: PassState): Promise<void> {
    await this.database.run('UPDATE history_imports SET pass = $2 WHERE server_id = $1', [
      serverId,
      JSON.stringify(pass),
    ]);
  }

  /** The pass was read to its end. A view from the future would hide all others: the watermark stays before now. */
  async finishPass(serverId: string, pass: PassState, knownTotal: number): Promise<void> {
    await this.database.run(
      `UPDATE history_imports SET pass = NULL, known_total = $3, error_code = NULL, imported_at = now(),
         watermark = GREATEST(watermark, LEAST(to_timestamp($2), now())),
         whole_at = CASE WHEN $4 THEN now() ELSE whole_at END
       WHERE server_id = $1`,
      [serverId, pass.newest, knownTotal, pass.whole],
    );
  }

  async fail(serverId: string, errorCode: string): Promise<void> {
    await this.database.run('UPDATE history_imports SET error_code = $2, imported_at = now() WHERE server_id = $1', [
      serverId,
      errorCode,
    ]);
  }

  /** Items of the server came or went. */
  async wantAttach(serverId: string): Promise<void> {
    await this.database.run('UPDATE history_imports SET attach_wanted = attach_wanted + 1 WHERE server_id = $1', [
      serverId,
    ]);
  }

  async attached(serverId: string, wanted: number): Promise<void> {
    await this.database.run('UPDATE history_imports SET attach_done = $2 WHERE server_id = $1', [serverId, wanted]);
  }

  /** Servers whose history was not looked at for `minutes`. */
  async listDue(minutes: number): Promise<string[]> {
    const rows = await this.database.rows<{ id: string }>(
      `SELECT s.id FROM plex_servers s LEFT JOIN history_imports h ON h.server_id = s.id
       WHERE h.imported_at IS NULL OR h.imported_at < now() - make_interval(mins => $1) ORDER BY s.id`,
      [minutes],
    );
    return rows.map(({ id }) => id);
  }
}
