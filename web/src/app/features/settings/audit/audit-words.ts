import type { AuditAction, AuditEntry } from '../../../api/types';
import type { StatusTone } from '../../../ui/status-chip';

const ACTIONS: Readonly<Record<string, (() => string) | undefined>> = {
  'ai-settings.test': () => $localize`Tested the AI provider`,
  'ai-settings.update': () => $localize`Changed the AI provider`,
  'api-key.create': () => $localize`Created an API key`,
  'api-key.delete': () => $localize`Deleted an API key`,
  'audit.export': () => $localize`Exported the audit log`,
  'section.update': () => $localize`Chose or left out a library`,
  'server.register': () => $localize`Added a server`,
  'server.relink': () => $localize`Linked a server again`,
  'server.remove': () => $localize`Removed a server`,
  'server.test': () => $localize`Tested a server`,
  'session.sign-in': () => $localize`Signed in`,
  'setup.complete': () => $localize`Completed the set-up`,
  'setup.hand-over': () => $localize`Handed the set-up over`,
  'support-bundle.download': () => $localize`Downloaded a support bundle`,
  'sync-schedule.update': () => $localize`Changed the schedule`,
  'sync.approve-removals': () => $localize`Let a sync remove what was gone`,
  'sync.cancel': () => $localize`Cancelled a sync`,
  'sync.start': () => $localize`Started a sync`,
  'user.end-session': () => $localize`Signed a user out of a browser`,
  'user.end-sessions': () => $localize`Signed a user out everywhere`,
  'user.update': () => $localize`Changed a user’s role or access`,
};

/** A code that has no words yet is still better than nothing. */
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
  return actor === null ? $localize`Nobody signed in` : actor.name;
}
