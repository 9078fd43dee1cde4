import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';
import type { SizeDay } from './size-forecast';

interface DayRow {
  serverId: string;
  date: string;
  sizeBytes: string;
  itemCount: number;
  leafCount: number;
  derived: boolean;
  measured: boolean;
}

/** What the sections of a server hold now. */
export interface ServerFigures {
  serverId: string;
  sectionCount: number;
  /** Null while no section was read to its end; so are the next two. */
  itemCount: number | null;
  leafCount: number | null;
  sizeBytes: number | null;
}

/** Of each section the last day that is known up to then: a day on which nobody could look is as the one before. */
const DAYS = `
  SELECT s.server_id AS "serverId", to_char(d.day, 'YYYY-MM-DD') AS date, sum(h.size_bytes)::bigint AS "sizeBytes",
    sum(h.item_count)::int AS "itemCount", sum(h.leaf_count)::int AS "leafCount", bool_or(h.derived) AS derived,
    bool_or(h.day = d.day AND NOT h.derived) AS measured
  FROM (SELECT $1::date - back AS day FROM generate_series(0, $2::int - 1) back) d
  CROSS JOIN library_sections s
  CROSS JOIN LATERAL (
    SELECT h.* FROM section_sizes h WHERE h.section_id = s.id AND h.day <= d.day ORDER BY h.day DESC LIMIT 1
  ) h
  WHERE s.enabled GROUP BY s.server_id, d.day ORDER BY d.day`;

const FIGURES = `
  SELECT server_id AS "serverId", count(*)::int AS "sectionCount",
    (sum(item_count) FILTER (WHERE last_synced_at IS NOT NULL))::float8 AS "itemCount",
    (sum(leaf_count) FILTER (WHERE last_synced_at IS NOT NULL))::float8 AS "leafCount",
    (sum(size_bytes) FILTER (WHERE last_synced_at IS NOT NULL))::float8 AS "sizeBytes"
  FROM library_sections WHERE enabled GROUP BY server_id`;

/** How the servers grew. */
@Injectable()
export class ServerGrowth {
  constructor(private readonly database: Database) {}

  /** The last `days` days of UTC up to `now`, by server, oldest first; days before anything is known are missing. */
  async days(days: number, now: Date): Promise<Map<string, SizeDay[]>> {
    const today = now.toISOString().slice(0, 10);
    const rows = await this.database.rows<DayRow & Record<string, unknown>>(DAYS, [today, days], 'server-growth');
    const byServer = new Map<string, SizeDay[]>();
    for (const { serverId, sizeBytes, ...day } of rows) {
      const known = byServer.get(serverId) ?? [];
      byServer.set(serverId, known);
      known.push({ ...day, sizeBytes: Number(sizeBytes) });
    }
    return byServer;
  }

  /** By server; sections that are not synced do not count. */
  async figures(): Promise<Map<string, ServerFigures>> {
    const rows = await this.database.rows<ServerFigures & Record<string, unknown>>(FIGURES);
    return new Map(rows.map((row) => [row.serverId, row]));
  }
}
