import type { Params } from '@angular/router';
import type { AuditFilters } from '../../../api/audit.api';
import { AUDIT_ACTION } from '../../../api/generated/models/audit-action-array';
import type { AuditAction } from '../../../api/types';

/** What the page shows is in its address; this is the address, read. Days are those of the reader. */
export interface AuditState {
  q: string;
  action: AuditAction | null;
  /** Id of a user or an API key. */
  actor: string | null;
  /** First and last day: `2027-01-31`. */
  from: string | null;
  to: string | null;
}

export type AuditAddress = Partial<Record<keyof AuditState, string>>;

const ID = /^[\da-f-]{36}$/i;

/** What an address cannot mean is left out: a mistyped one shows more, never an error. */
export function readAudit({ q, action, actor, from, to }: AuditAddress): AuditState {
  return {
    q: (q ?? '').slice(0, 200),
    action: AUDIT_ACTION.find((each) => each === action) ?? null,
    actor: actor && ID.test(actor) ? actor : null,
    from: day(from),
    to: day(to),
  };
}

/** Null takes a parameter out. */
export function writeAudit(state: AuditState): Params {
  return { ...state, q: state.q || null };
}

/** What the API is asked: the last day is included whole. */
export function toAuditFilters({ q, action, actor, from, to }: AuditState): AuditFilters {
  return {
    ...(q.trim() !== '' && { q: q.trim() }),
    ...(action && { action }),
    ...(actor && { actor }),
    ...(from && { from: startOf(from, 0) }),
    ...(to && { to: startOf(to, 1) }),
  };
}

export function isFiltered(state: AuditState): boolean {
  return Object.keys(toAuditFilters(state)).length > 0;
}

function day(value: string | undefined): string | null {
  if (!value || !/^\d{4}-\d\d-\d\d$/.test(value)) return null;
  const [year, month, date] = value.split('-').map(Number);
  const read = new Date(year, month - 1, date);
  return read.getMonth() === month - 1 && read.getDate() === date ? value : null;
}

/** By the calendar and not by 24 hours: clocks change. */
function startOf(value: string, daysOn: number): string {
  const [year, month, date] = value.split('-').map(Number);
  return new Date(year, month - 1, date + daysOn).toISOString();
}
