import type { AuditAction, AuditEntry } from '../../../api/types';
import type { StatusTone } from '../../../ui/status-chip';

const ACTIONS: Readonly<Record<string, (() => string) | undefined>> = {
  'ai-settings.test': () => $localize`Test the AI provider`,
  'ai-settings.update': () => $localize`Change the AI provider`,
  'api-key.create': () => $localize`Create an API key`,
  'api-key.delete': () => $localize`Delete an API key`,
  'audit.export': () => $localize`Export the audit log`,
  'section.update': () => $localize`Choose or leave out a library`,
  'server.register': () => $localize`Add a server`,
  'server.relink': () => $localize`Link a server again`,
  'server.remove': () => $localize`Remove a server`,
  'server.test': () => $localize`Test a server`,
  'session.sign-in': () => $localize`Sign in`,
  'setup.complete': () => $localize`Complete the set-up`,
  'setup.hand-over': () => $localize`Hand the set-up over`,
  'support-bundle.download': () => $localize`Download a support bundle`,
  'sync-schedule.update': () => $localize`Change the schedule`,
  'sync.approve-removals': () => $localize`Let a sync remove what is gone`,
  'sync.cancel': () => $localize`Cancel a sync`,
  'sync.start': () => $localize`Start a sync`,
  'user.end-session': () => $localize`Sign a user out of a browser`,
  'user.end-sessions': () => $localize`Sign a user out everywhere`,
  'user.update': () => $localize`Change a user’s role or access`,
};

/** What was tried, whether or not it was done. A code that has no words yet is still better than nothing. */
export function actionWords(action: AuditAction): string {
  return ACTIONS[action]?.() ?? action;
}

export function hasWords(action: AuditAction): boolean {
  return ACTIONS[action] !== undefined;
}

export function outcomeStatus(outcome: AuditEntry['outcome']): { tone: StatusTone; label: string } {
  if (outcome === 'done') return { tone: 'good', label: $localize`Done` };
  if (outcome === 'refused') return { tone: 'warn', label: $localize`Refused` };
  if (outcome === 'failed') return { tone: 'bad', label: $localize`Failed` };
  return { tone: 'neutral', label: $localize`Outcome unknown` };
}

export function actorWords({ actor }: AuditEntry): string {
  return actor === null ? $localize`somebody not signed in` : actor.name;
}
