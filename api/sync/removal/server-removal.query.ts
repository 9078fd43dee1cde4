import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';
import type { RemovedItemsDto } from './server-removal.dto';

export interface RemovalRow {
  sections: number;
  itemsInTrash: number;
  playsRemoved: number;
  playsKept: number;
  oldestPlayAt: Date | null;
  runs: number;
  viewStates: number;
  sizeDays: number;
  usersLeftWithout: number;
}

/** Sections of a server that a user `m.user_id` sees by a share. */
const SHARED = `
  SELECT FROM library_sections s
   WHERE s.server_id = m.server_id AND s.enabled AND s.missing_at IS NULL AND s.key = ANY (m.section_keys)`;

/** Counts what goes with a server. */
@Injectable()
export class ServerRemovalQuery {
  constructor(private readonly database: Database) {}

  async count(serverId: string): Promise<RemovalRow> {
    const row = await this.database.row<RemovalRow & Record<string, unknown>>(
      `SELECT (SELECT count(*)::int FROM library_sections WHERE server_id = $1) AS sections,
              (SELECT count(*)::int FROM library_sections s JOIN media_items i ON i.section_id = s.id
                WHERE s.server_id = $1 AND i.deleted_at IS NULL AND NOT i.available) AS "itemsInTrash",
              (SELECT count(*)::int FROM plays WHERE server_id = $1) AS "playsRemoved",
              (SELECT count(*)::int FROM plays WHERE server_id <> $1) AS "playsKept",
              (SELECT min(viewed_at) FROM plays WHERE server_id = $1) AS "oldestPlayAt",
              (SELECT count(*)::int FROM sync_runs WHERE server_id = $1) AS runs,
              (SELECT count(*)::int FROM user_views v JOIN library_sections s ON s.id = v.section_id
                WHERE s.server_id = $1) AS "viewStates",
              (SELECT count(DISTINCT z.day)::int FROM section_sizes z JOIN library_sections s ON s.id = z.section_id
                WHERE s.server_id = $1) AS "sizeDays",
              (SELECT count(*)::int FROM users u WHERE u.role = 'user' AND NOT u.disabled
                  AND EXISTS (SELECT FROM server_members m WHERE m.user_id = u.id AND m.server_id = $1 AND EXISTS (${SHARED}))
                  AND NOT EXISTS (SELECT FROM server_members m
                                   WHERE m.user_id = u.id AND m.server_id <> $1 AND EXISTS (${SHARED}))
              ) AS "usersLeftWithout"`,
      [serverId],
    );
    return row!;
  }

  /** By section, which is what the indexes begin with. */
  items(serverId: string): Promise<RemovedItemsDto[]> {
    return this.database.rows<RemovedItemsDto & Record<string, unknown>>(
      `SELECT i.type, count(*)::int AS count
         FROM library_sections s JOIN media_items i ON i.section_id = s.id
        WHERE s.server_id = $1 AND i.deleted_at IS NULL AND i.available
        GROUP BY i.type
        ORDER BY array_position('{movie,show,season,episode,artist,album,track}'::text[], i.type)`,
      [serverId],
    );
  }
}
