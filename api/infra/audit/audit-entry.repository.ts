import { Injectable } from '@nestjs/common';
import type { AuditAction } from '../../common';
import { Database, type SqlExecutor } from '../database';
import type { Act, AuditChange } from './act';
import type { AuditActorKind, AuditOutcome } from './audit.dto';

const KEEP_DAYS = 400;

export interface AuditActor {
  kind: AuditActorKind;
  id: string;
}

/** From where an act came. */
export interface AuditOrigin {
  address: string;
  userAgent: string;
  requestId: string | null;
}

/** How an act ended; null while nobody knows. */
export interface AuditEnd {
  outcome: AuditOutcome;
  errorCode: string | null;
}

export interface AuditRow extends AuditOrigin {
  id: string;
  at: Date;
  action: AuditAction;
  actorKind: AuditActorKind | null;
  actorId: string | null;
  actorName: string;
  targetKind: string;
  targetId: string | null;
  targetName: string | null;
  changes: AuditChange[];
  outcome: AuditOutcome | null;
  errorCode: string | null;
}

export interface AuditFilter {
  actor?: string;
  action?: AuditAction;
  from?: string;
  to?: string;
  q?: string;
}

const COLUMNS = `id, at, action, actor_kind AS "actorKind", actor_id AS "actorId", actor_name AS "actorName",
  target_kind AS "targetKind", target_id AS "targetId", target_name AS "targetName", changes, address,
  user_agent AS "userAgent", request_id AS "requestId", outcome, error_code AS "errorCode"`;

/** The names are those of the moment: whoever acts may take themselves away. */
const ACTOR_NAME = `COALESCE(CASE $2 WHEN 'user' THEN (SELECT display_name FROM users WHERE id = $3::uuid)
                                WHEN 'api-key' THEN (SELECT name FROM api_keys WHERE id = $3::uuid) END, '')`;
const SEARCH_TEXT = (actorName: string): string =>
  `lower(concat_ws(E'\\n', ${actorName}, $1::text, $5::text, $6::text, address, request_id))`;

const CONDITIONS: Record<keyof AuditFilter, (value: string) => string> = {
  actor: (value) => `actor_id = ${value}::uuid`,
  action: (value) => `action = ${value}`,
  from: (value) => `at >= ${value}::timestamptz`,
  to: (value) => `at < ${value}::timestamptz`,
  q: (value) => `search_text LIKE '%' || ${value} || '%'`,
};

/** Every statement about `audit_entries`. */
@Injectable()
export class AuditEntries {
  constructor(private readonly database: Database) {}

  /** Adds an entry, finished or not, and answers its id. */
  async add(
    act: Act,
    actor: AuditActor | null,
    { address, userAgent, requestId }: AuditOrigin,
    end: AuditEnd | null,
    sql: SqlExecutor = this.database,
  ): Promise<string> {
    const row = await sql.row<{ id: string }>(
      `INSERT INTO audit_entries (action, actor_kind, actor_id, actor_name, target_kind, target_id, target_name, changes,
                                  address, user_agent, request_id, outcome, error_code, search_text)
       SELECT $1, $2, $3::uuid, who.name, $4, $5, $6, $7::jsonb, address, $9, request_id, $11, $12, ${SEARCH_TEXT('who.name')}
         FROM (SELECT ${ACTOR_NAME} AS name, $8::text AS address, $10::text AS request_id) who
       RETURNING id`,
      [
        ...[act.action, actor?.kind ?? null, actor?.id ?? null],
        ...[act.target.kind, act.target.id, act.target.name, JSON.stringify(act.changes)],
        ...[address, userAgent, requestId, end?.outcome ?? null, end?.errorCode ?? null],
      ],
    );
    return row!.id;
  }

  async complete(id: string, { action, target, changes }: Act, { outcome, errorCode }: AuditEnd): Promise<void> {
    await this.database.run(
      `UPDATE audit_entries SET action = $1, target_kind = $4, target_id = $5, target_name = $6, changes = $7::jsonb,
              outcome = $2, error_code = $3, search_text = ${SEARCH_TEXT('actor_name')}
        WHERE id = $8`,
      [action, outcome, errorCode, target.kind, target.id, target.name, JSON.stringify(changes), id],
    );
  }

  /** `limit + 1` entries, newest first, those after the given one. */
  list(filter: AuditFilter, limit: number, after: { at: string; id: string } | null): Promise<AuditRow[]> {
    const { text, values } = listStatement(filter, limit, after);
    return this.database.rows<AuditRow & Record<string, unknown>>(text, values);
  }

  /** Forgets what is older than 400 days. Answers how many entries went. */
  prune(): Promise<number> {
    return this.database.run(`DELETE FROM audit_entries WHERE at < now() - interval '${KEEP_DAYS} days'`);
  }
}

/** Names only the filters that are there, so that each finds its index. */
export function listStatement(
  filter: AuditFilter,
  limit: number,
  after: { at: string; id: string } | null,
): { text: string; values: unknown[] } {
  const values: unknown[] = [limit + 1];
  const place = (value: unknown): string => `$${values.push(value)}`;
  const conditions = (Object.keys(CONDITIONS) as (keyof AuditFilter)[])
    .filter((name) => filter[name] !== undefined)
    .map((name) => CONDITIONS[name](place(name === 'q' ? likePattern(filter.q!) : filter[name])));
  if (after) conditions.push(`(at, id) < (${place(after.at)}::timestamptz, ${place(after.id)}::uuid)`);
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  return { text: `SELECT ${COLUMNS} FROM audit_entries ${where} ORDER BY at DESC, id DESC LIMIT $1`, values };
}

function likePattern(text: string): string {
  return text.toLowerCase().replace(/[\\%_]/g, '\\$&');
}
