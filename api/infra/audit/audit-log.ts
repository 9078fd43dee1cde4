import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import {
  DomainError,
  decodeCursor,
  encodeCursor,
  isCursorTime,
  toPage,
  type AuditAction,
  type Page,
  type Principal,
} from '../../common';
import type { SqlExecutor } from '../database';
import { Act, cut } from './act';
import type { AuditEntryDto, AuditExportQuery, AuditQuery } from './audit.dto';
import { AuditEntries, type AuditEnd, type AuditOrigin, type AuditRow } from './audit-entry.repository';

const LISTING = 'audit';
const USER_AGENT_LENGTH = 200;
/** Entries that an export reads at once. */
const BATCH = 500;

/** An act that is over and was no request of its own, such as a sign-in. */
export interface FinishedAct extends AuditEnd {
  action: AuditAction;
  /** null: nobody was signed in. */
  userId: string | null;
  target?: { kind: string; id: string | null; name: string | null };
  origin: AuditOrigin;
}

/** Who did what to which part of the installation. */
@Injectable()
export class AuditLog {
  constructor(private readonly entries: AuditEntries) {}

  /** Notes that an act begins; a process that dies in the middle of it leaves this behind. Answers the entry's id. */
  begin(act: Act, principal: Principal | undefined, origin: AuditOrigin): Promise<string> {
    return this.entries.add(act, principal ? actorOf(principal) : null, clean(origin), null);
  }

  complete(id: string, act: Act, end: AuditEnd): Promise<void> {
    return this.entries.complete(id, act, end);
  }

  /** Notes an act in the caller's transaction. */
  async record({ action, userId, target, origin, ...end }: FinishedAct, sql?: SqlExecutor): Promise<void> {
    const act = new Act(action, null);
    if (target) act.target = target;
    await this.entries.add(act, userId ? { kind: 'user', id: userId } : null, clean(origin), end, sql);
  }

  async list({ limit, cursor, ...query }: AuditQuery): Promise<Page<AuditEntryDto>> {
    const rows = await this.entries.list(filterOf(query), limit, decode(cursor));
    return toPage(rows, limit, encode, toEntry);
  }

  /** Every entry, newest first, in batches. */
  async *batches(query: AuditExportQuery): AsyncGenerator<AuditEntryDto[]> {
    let after: { at: string; id: string } | null = null;
    for (;;) {
      const rows: AuditRow[] = await this.entries.list(filterOf(query), BATCH, after);
      const shown = rows.slice(0, BATCH);
      yield shown.map(toEntry);
      if (rows.length <= BATCH) return;
      const last = shown[BATCH - 1];
      after = { at: last.at.toISOString(), id: last.id };
    }
  }
}

function actorOf(principal: Principal): { kind: 'user' | 'api-key'; id: string } {
  return principal.kind === 'user'
    ? { kind: 'user', id: principal.userId }
    : { kind: 'api-key', id: principal.apiKeyId };
}

// A header can hold anything a program likes; PostgreSQL text holds no NUL.
function clean({ address, userAgent, requestId }: AuditOrigin): AuditOrigin {
  const visible = userAgent.replace(/[\u0000-\u001f\u007f]/g, '');
  return { address, userAgent: cut(visible, USER_AGENT_LENGTH), requestId };
}

/** Times in UTC: offsets that JavaScript reads are more than PostgreSQL does. */
function filterOf({ q, from, to, ...filter }: AuditExportQuery) {
  const text = q?.trim();
  return { ...filter, ...(text && { q: text }), ...(from && { from: inUtc(from) }), ...(to && { to: inUtc(to) }) };
}

const inUtc = (time: string) => new Date(time).toISOString();

function encode({ at, id }: AuditRow): string {
  return encodeCursor(LISTING, [at.toISOString(), id]);
}

function decode(cursor: string | undefined): { at: string; id: string } | null {
  if (cursor === undefined) return null;
  const [at, id] = decodeCursor(LISTING, cursor, ['string', 'string']) as [string, string];
  if (isCursorTime(at) && isUUID(id)) return { at, id };
  throw new DomainError('bad-request', 'cursor-invalid', 'The cursor is not one that this list gave out.', {
    errors: [{ field: 'cursor', message: 'must be the nextCursor of the same list' }],
  });
}

function toEntry(row: AuditRow): AuditEntryDto {
  const { id, at, action, changes, address, userAgent, requestId, outcome, errorCode } = row;
  const actor = row.actorKind && row.actorId ? { kind: row.actorKind, id: row.actorId, name: row.actorName } : null;
  const target = { kind: row.targetKind, id: row.targetId, name: row.targetName };
  return { id, at, action, actor, target, changes, address, userAgent, requestId, outcome, errorCode };
}
