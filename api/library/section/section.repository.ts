import { Injectable } from '@nestjs/common';
import { Database, type SqlExecutor } from '../../infra/database';
import type { LibrarySection } from './section';
import type { KnownSection, SectionChanges } from './section-changes';

/** Columns of `library_sections` under the names of LibrarySection; `size_bytes` stays below 2^53. */
export const SECTION_COLUMNS = `
  s.id, s.server_id AS "serverId", s.key, s.uuid, s.title, s.type, s.enabled, s.item_count AS "itemCount",
  s.leaf_count AS "leafCount", s.size_bytes::float8 AS "sizeBytes", s.last_synced_at AS "lastSyncedAt",
  s.missing_at AS "missingAt", (SELECT name FROM plex_servers WHERE id = s.server_id) AS "serverName"`;

@Injectable()
export class SectionRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<LibrarySection | null> {
    return this.database.row(`SELECT ${SECTION_COLUMNS} FROM library_sections s WHERE s.id = $1`, [id]);
  }

  /** Enabled and still listed by the server, by title. */
  listEnabled(serverId: string): Promise<LibrarySection[]> {
    return this.database.rows(
      `SELECT ${SECTION_COLUMNS} FROM library_sections s
       WHERE s.server_id = $1 AND s.enabled AND s.missing_at IS NULL ORDER BY s.title, s.id`,
      [serverId],
    );
  }

  async setEnabled(id: string, enabled: boolean): Promise<void> {
    await this.database.run('UPDATE library_sections SET enabled = $2 WHERE id = $1 AND enabled <> $2', [id, enabled]);
  }

  /** A pass over the section has just read it to its end. */
  async markSynced(id: string): Promise<void> {
    await this.database.run('UPDATE library_sections SET last_synced_at = now() WHERE id = $1', [id]);
  }

  /**
   * Reads the sections of a server, lets `plan` decide, and writes what it decided. Two refreshes of one
   * server wait for each other. Answers whether anything was written.
   */
  replan(serverId: string, plan: (known: KnownSection[]) => SectionChanges): Promise<boolean> {
    return this.database.transaction(async (sql) => {
      await sql.run(`SELECT pg_advisory_xact_lock(hashtextextended('library_sections:' || $1, 0))`, [serverId]);
      const known = await sql.rows<KnownSection>(
        `SELECT ${SECTION_COLUMNS} FROM library_sections s WHERE s.server_id = $1 ORDER BY s.created_at, s.id`,
        [serverId],
      );
      const changes = plan(known);
      await this.write(sql, serverId, changes);
      await this.forgetEmpty(sql, serverId);
      return changes.missingIds.length + changes.updates.length + changes.inserts.length > 0;
    });
  }

  /**
   * Libraries that the server no longer lists and that never came to hold a title, as one that a single wrong answer
   * named. What holds titles stays until a person decides; a run that still counts on one ends first.
   */
  private async forgetEmpty(sql: SqlExecutor, serverId: string): Promise<void> {
    await sql.run(
      `DELETE FROM library_sections s WHERE s.server_id = $1 AND s.missing_at < now() - interval '1 hour'
         AND NOT EXISTS (SELECT FROM media_items i WHERE i.section_id = s.id)`,
      [serverId],
    );
  }

  private async write(sql: SqlExecutor, serverId: string, changes: SectionChanges): Promise<void> {
    // First what frees a key: (server_id, key) is unique among the sections that are not missing.
    const { missingIds, updates, inserts } = changes;
    await sql.run('UPDATE library_sections SET missing_at = now() WHERE id = ANY ($1)', [
      [...missingIds, ...updates.map(({ id }) => id)],
    ]);
    for (const { id, key, uuid, title, type } of updates) {
      await sql.run(
        'UPDATE library_sections SET key = $2, uuid = $3, title = $4, type = $5, missing_at = NULL WHERE id = $1',
        [id, key, uuid, title, type],
      );
    }
    for (const { key, uuid, title, type, enabled } of inserts) {
      await sql.run(
        'INSERT INTO library_sections (server_id, key, uuid, title, type, enabled) VALUES ($1, $2, $3, $4, $5, $6)',
        [serverId, key, uuid, title, type, enabled],
      );
    }
  }
}
