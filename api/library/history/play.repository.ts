import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';
import type { PlexPlay } from '../../plex';
import { columnArrays } from '../item/column-arrays';
import { PLAY_COLUMNS, PLEX_ACCOUNT, UPSERT_PLAYS } from './play.statements';

/** The server that a history belongs to. */
export interface HistoryOwner {
  id: string;
  /** plex.tv id of the server's owner, whom the server calls account 1. */
  ownerAccountId: string;
}

export interface PlaysWritten {
  /** Plays that were not known before. */
  added: number;
  /** plex.tv ids of those whose plays are new. */
  accounts: string[];
}

/** deadlock_detected and serialization_failure: the same statement may well succeed the next time. */
const CONFLICTS = ['40P01', '40001'];
const TRIES = 4;

/** Set-based writes of pages of the history. Idempotent; removes nothing, and empties no column. */
@Injectable()
export class PlayRepository {
  constructor(private readonly database: Database) {}

  async writePage(server: HistoryOwner, plays: readonly PlexPlay[]): Promise<PlaysWritten> {
    const byKey = new Map(plays.map((play) => [play.historyKey, play]));
    if (byKey.size === 0) return { added: 0, accounts: [] };
    const values = [server.id, server.ownerAccountId, ...columnArrays(PLAY_COLUMNS, [...byKey.values()])];
    for (let tried = 1; ; tried++) {
      try {
        return (await this.database.row<PlaysWritten & Record<string, unknown>>(UPSERT_PLAYS, values, 'plays-upsert'))!;
      } catch (error) {
        if (tried >= TRIES || !CONFLICTS.includes((error as { code?: string }).code ?? '')) throw error;
      }
    }
  }

  /** The server was linked anew by another account: plays of account 1 are that one's. */
  async renameOwner({ id, ownerAccountId }: HistoryOwner): Promise<void> {
    await this.database.run(
      `UPDATE plays SET plex_account_id = ${PLEX_ACCOUNT('account_id', '$2::bigint')}
       WHERE server_id = $1 AND account_id = 1 AND plex_account_id IS DISTINCT FROM $2::bigint`,
      [id, ownerAccountId],
    );
  }
}
