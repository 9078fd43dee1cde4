import { Injectable } from '@nestjs/common';
import { Database, PATIENTLY, type SqlExecutor } from '../../infra/database';
import { SectionSums } from '../item/section-sums.repository';
import { OWE_INSIGHT } from './owe-insight.statement';
import { gatherSection } from './section-facts.statements';
import { deriveSection } from './section-insights.statements';

/** How far the figures of a section are behind its rows. */
export interface SectionFreshness {
  id: string;
  /** Anything was written, or watched, since. */
  due: boolean;
  /** Making the figures takes a moment only, and no sweep is at work. */
  quick: boolean;
  /** A sync has read it to its end at least once. */
  synced: boolean;
  /** When the figures were made; null before the first time. */
  madeAt: Date | null;
}

export interface MakeOptions {
  /** For others that make figures; else, where there are any, nothing happens. */
  wait: boolean;
  signal?: AbortSignal;
}

/** Figures of so many leaves are made in some tenths of a second. */
export const FEW_LEAVES = 10_000;
/** A section that changes all the time is read as a whole no more often than this, by its leaves. */
const PAUSE = `interval '30 seconds' + s.leaf_count * interval '600 microseconds'`;
/** Also what nobody told of shows within a day. */
const STALE = `interval '1 day'`;

/** From the tables that `gatherSection` made: the whole of the history is looked at once. $1 server. */
const REMEMBER_SINCE = `
  INSERT INTO insight_histories AS h (server_id, since) SELECT $1, min(first_viewed_at) FROM insight_view
  ON CONFLICT (server_id) DO UPDATE SET since = EXCLUDED.since WHERE h.since IS DISTINCT FROM EXCLUDED.since`;

/** Tables whose rows belong to one section each. */
export const OF_SECTIONS = ['insight_storage', 'insight_kinds', 'insight_blocks', 'insight_titles', 'insight_issues'];

/** One at a time, in all processes: each takes as much of the database as it gets. */
const INSIGHT_LOCK = `hashtextextended('insights', 0)`;
export const MORE_MEMORY = `SET LOCAL work_mem = '64MB'`;

/** Makes what insights read of one section, and knows when that is due. */
@Injectable()
export class SectionInsights {
  constructor(
    private readonly database: Database,
    private readonly sums: SectionSums,
  ) {}

  /** The history of the server is known to be whole from now on, or again. Plays that are written say so themselves. */
  async owe(serverId: string): Promise<void> {
    await this.database.run(OWE_INSIGHT, [serverId]);
  }

  freshness(sectionIds: readonly string[]): Promise<SectionFreshness[]> {
    return this.database.rows<SectionFreshness & Record<string, unknown>>(
      `SELECT s.id, s.writes_to_insight > 0 AS due, s.leaf_count <= ${FEW_LEAVES} AND s.writes_to_walk = 0 AS quick,
         s.last_synced_at IS NOT NULL AS synced, s.insight_at AS "madeAt"
       FROM library_sections s WHERE s.id = ANY ($1)`,
      [sectionIds],
      'insight-freshness',
    );
  }

  /** Enabled sections whose figures are to be made, longest waiting first. */
  async listDue(): Promise<string[]> {
    const rows = await this.database.rows<{ id: string }>(
      `SELECT s.id FROM library_sections s
       WHERE s.enabled AND COALESCE(s.insight_at, s.last_synced_at) IS NOT NULL
         AND (s.insight_at IS NULL OR s.insight_at < now() - ${STALE}
           OR (s.writes_to_insight > 0 AND s.insight_at < now() - (${PAUSE})))
       ORDER BY s.insight_at NULLS FIRST, s.id`,
    );
    return rows.map(({ id }) => id);
  }

  /** Enabled sections of the server that are behind, but those whose figures are recent for their size. */
  async listBehind(serverId: string): Promise<string[]> {
    const rows = await this.database.rows<{ id: string }>(
      `SELECT s.id FROM library_sections s
       WHERE s.server_id = $1 AND s.enabled AND s.writes_to_insight > 0
         AND (s.insight_at IS NULL OR s.insight_at < now() - (${PAUSE})) ORDER BY s.id`,
      [serverId],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * Brings the figures in line with the rows; what is written meanwhile stays due. Readers see the old ones until
   * all of the new ones are there.
   * @returns whether the figures were made
   */
  async make(sectionId: string, { wait, signal }: MakeOptions): Promise<boolean> {
    await this.sums.catchUp(sectionId);
    const leaves = await this.database.transaction((sql) => this.remake(sql, sectionId, { wait, signal }));
    if (leaves !== null) await settle(this.database, leaves, OF_SECTIONS);
    return leaves !== null;
  }

  /** Answers how many leaves the section has; null where nothing happened. */
  private async remake(sql: SqlExecutor, sectionId: string, { wait, signal }: MakeOptions): Promise<number | null> {
    if (!(await hold(sql, wait))) return null;
    const section = await sql.row<{ serverId: string; due: number; leaves: number; at: Date }>(
      `SELECT server_id AS "serverId", writes_to_insight AS due, leaf_count AS leaves, clock_timestamp() AS at
       FROM library_sections WHERE id = $1`,
      [sectionId],
    );
    if (!section) return null;
    await sql.run(MORE_MEMORY);
    await runAll(sql, [...gatherSection(sectionId, section.serverId), ...deriveSection(sectionId)], signal);
    await sql.run(REMEMBER_SINCE, [section.serverId]);
    await sql.run(
      'UPDATE library_sections SET writes_to_insight = writes_to_insight - $2, insight_at = $3 WHERE id = $1',
      [sectionId, section.due, section.at],
    );
    return section.leaves;
  }
}

/** Takes the lock under which figures are made; false where `wait` is and somebody else has it. */
export async function hold(sql: SqlExecutor, wait: boolean): Promise<boolean> {
  if (wait) await sql.run(`SELECT ${PATIENTLY}, pg_advisory_xact_lock(${INSIGHT_LOCK})`);
  else return (await sql.row<{ held: boolean }>(`SELECT pg_try_advisory_xact_lock(${INSIGHT_LOCK}) AS held`))!.held;
  return true;
}

/** One after the other; an abort ends the transaction between two. */
export async function runAll(sql: SqlExecutor, statements: readonly string[], signal?: AbortSignal): Promise<void> {
  for (const text of statements) {
    signal?.throwIfAborted();
    await sql.run(text);
  }
}

/**
 * Sums read one index and no table once the tables are vacuumed, which PostgreSQL does by itself some time after many
 * rows came in.
 */
export async function settle(database: Database, leaves: number, tables: readonly string[]): Promise<void> {
  if (leaves > FEW_LEAVES) await database.run(`VACUUM (ANALYZE, SKIP_LOCKED) ${tables.join(', ')}`);
}
