import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';
import type { PlexItemType } from '../../plex';

/** Keeps what an incremental run compares each type of a section with. */
@Injectable()
export class SyncCursorRepository {
  constructor(private readonly database: Database) {}

  /** From where on to ask, for each type that was read to its end before. */
  async find(sectionId: string): Promise<Partial<Record<PlexItemType, Date>>> {
    const rows = await this.database.rows<{ type: PlexItemType; updatedSince: Date }>(
      `SELECT type, updated_since AS "updatedSince" FROM sync_cursors
       WHERE section_id = $1 AND updated_since IS NOT NULL`,
      [sectionId],
    );
    return Object.fromEntries(rows.map((row) => [row.type, row.updatedSince]));
  }

  /** @param cursors ISO times by type */
  async save(sectionId: string, cursors: Partial<Record<PlexItemType, string>>): Promise<void> {
    await this.database.run(
      `INSERT INTO sync_cursors (section_id, type, updated_since)
       SELECT $1, type, updated_since FROM unnest($2::text[], $3::timestamptz[]) AS cursor (type, updated_since)
       ON CONFLICT (section_id, type) DO UPDATE SET updated_since = EXCLUDED.updated_since`,
      [sectionId, Object.keys(cursors), Object.values(cursors)],
    );
  }

  /** Rows that Plex lists beyond ours, by type; see `SyncCursorEntity.surplus`. */
  async findSurplus(sectionId: string): Promise<Partial<Record<PlexItemType, number>>> {
    const rows = await this.database.rows<{ type: PlexItemType; surplus: number }>(
      'SELECT type, surplus FROM sync_cursors WHERE section_id = $1',
      [sectionId],
    );
    return Object.fromEntries(rows.map((row) => [row.type, row.surplus]));
  }

  async saveSurplus(sectionId: string, surplus: Partial<Record<PlexItemType, number>>): Promise<void> {
    await this.database.run(
      `INSERT INTO sync_cursors (section_id, type, surplus)
       SELECT $1, type, surplus FROM unnest($2::text[], $3::integer[]) AS cursor (type, surplus)
       ON CONFLICT (section_id, type) DO UPDATE SET surplus = EXCLUDED.surplus
       WHERE sync_cursors.surplus <> EXCLUDED.surplus`,
      [sectionId, Object.keys(surplus), Object.values(surplus)],
    );
  }
}
