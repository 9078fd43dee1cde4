import { AsyncLocalStorage } from 'node:async_hooks';
import type { AuditAction } from '../../common';

/** Nobody reads longer ones; names and settings are shorter by far. */
const LONGEST_TEXT = 200;
const MOST_CHANGES = 50;

export interface AuditChange {
  field: string;
  from: string | null;
  to: string | null;
}

export interface AuditTarget {
  kind: string;
  id: string | null;
  name: string | null;
}

type Value = string | number | boolean | Date | null | undefined | readonly (string | number)[];

/** An administrative act while it is done: those who do it tell here what they do. */
export class Act {
  target: AuditTarget;
  readonly changes: AuditChange[] = [];

  constructor(
    public action: AuditAction,
    targetId: string | null,
  ) {
    // From the path, which nothing has checked yet: PostgreSQL text holds no NUL.
    const id = targetId && cut(targetId.replace(/[\u0000-\u001f]/g, ''));
    this.target = { kind: action.split('.', 1)[0], id, name: null };
  }
}

const current = new AsyncLocalStorage<Act>();

export function duringAct<T>(act: Act, work: () => T): T {
  return current.run(act, work);
}

/** Says what is acted upon. Does nothing outside of an audited act, like the others. */
export function auditTarget({ kind, id, name }: { kind?: string; id?: string | null; name?: string | null }): void {
  const act = current.getStore();
  if (!act) return;
  const { target } = act;
  act.target = {
    kind: kind ?? target.kind,
    id: id === undefined ? target.id : id && cut(id),
    name: name === undefined ? target.name : name && cut(name),
  };
}

/** Says that the act is another one than its route tells: one route may register a server or link it anew. */
export function auditAs(action: AuditAction): void {
  const act = current.getStore();
  if (act) act.action = action;
}

/** Notes which of the fields differ. Never give it a secret: name that with `auditSecret`. */
export function auditChanges(before: Record<string, Value>, after: Record<string, Value>): void {
  for (const [field, value] of Object.entries(after)) {
    if (value !== undefined) note({ field, from: textOf(before[field]), to: textOf(value) });
  }
}

/** Notes that a secret was set, replaced or cleared, and nothing else about it. */
export function auditSecret(field: string, wasSet: boolean, isSet: boolean): void {
  current.getStore()?.changes.push({ field, from: wasSet ? 'set' : null, to: isSet ? 'set' : null });
}

function note(change: AuditChange): void {
  const changes = current.getStore()?.changes;
  if (changes && change.from !== change.to && changes.length < MOST_CHANGES) changes.push(change);
}

function textOf(value: Value): string | null {
  if (value === undefined || value === null) return null;
  if (value instanceof Date) return value.toISOString();
  return cut(Array.isArray(value) ? value.join(', ') : String(value));
}

/** By characters and not by halves of them: PostgreSQL takes no lone surrogate. */
export function cut(text: string, length = LONGEST_TEXT): string {
  return text.length <= length ? text : text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}
