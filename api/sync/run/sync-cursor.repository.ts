import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';
import type { PlexItemType } from '../../plex';

/** Keeps from where on an incremental run asks, for each type of a section. */
@Injectable()
export class SyncCursorRepository {
  constructor(private readonly database: Database) {}

  async find(sectionId: string): Promise<Partial<Record<PlexItemType, Date>>> {
    const rows = await this.database.rows<{ type: PlexItemType; updatedSince: Date }>(
      'SELECT type, updated_since AS "updatedSince" FROM sync_cursors WHERE section_id = $1',
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
}
