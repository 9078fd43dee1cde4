import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';
import type { DuplicateKind } from './insight-words';

export interface CountRow {
  items: number;
  bytes: number;
}

export interface HistoryRow {
  serverId: string;
  serverName: string;
  whole: boolean;
  since: Date | null;
  readAt: Date | null;
  errorCode: string | null;
}

/** Counts and sizes of all lists. */
@Injectable()
export class SummaryQuery {
  constructor(private readonly database: Database) {}

  duplicates(sectionIds: readonly string[]): Promise<{ kind: DuplicateKind; groups: number; bytes: number }[]> {
    return this.database.rows(
      `SELECT kind, count(*)::int AS groups, COALESCE(sum(freeable_bytes::float8), 0) AS bytes
       FROM insight_duplicates WHERE section_ids && $1::uuid[] GROUP BY kind`,
      [sectionIds],
    );
  }

  /** By knowledge: titles without a view since `cutoff`. */
  unwatched(sectionIds: readonly string[], cutoff: Date): Promise<(CountRow & { knowledge: string })[]> {
    return this.database.rows(
      `SELECT knowledge, count(*)::int AS items, COALESCE(sum(bytes::float8), 0) AS bytes FROM insight_titles
       WHERE section_id = ANY ($1::uuid[]) AND COALESCE(last_viewed_at, 'epoch'::timestamptz) < $2 GROUP BY knowledge`,
      [sectionIds, cutoff],
    );
  }

  /** By the bits of the issues that items have. */
  quality(sectionIds: readonly string[]): Promise<(CountRow & { issues: number })[]> {
    return this.database.rows(
      `SELECT issues, count(*)::int AS items, COALESCE(sum(bytes::float8) FILTER (WHERE counted), 0) AS bytes
       FROM insight_issues WHERE section_id = ANY ($1::uuid[]) GROUP BY issues`,
      [sectionIds],
    );
  }

  histories(serverIds: readonly string[]): Promise<HistoryRow[]> {
    return this.database.rows<HistoryRow & Record<string, unknown>>(
      `SELECT p.id AS "serverId", p.name AS "serverName", h.whole_at IS NOT NULL AS whole, s.since,
         h.imported_at AS "readAt", h.error_code AS "errorCode"
       FROM plex_servers p LEFT JOIN history_imports h ON h.server_id = p.id LEFT JOIN insight_histories s ON s.server_id = p.id
       WHERE p.id = ANY ($1::uuid[]) ORDER BY p.name, p.id`,
      [serverIds],
    );
  }
}
