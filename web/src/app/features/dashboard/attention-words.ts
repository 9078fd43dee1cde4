import type { Attention, AttentionCode } from '../../api/types';
import { explainRunError } from '../../core/runs/run-words';
import { formatBytes, formatCount } from '../../ui/format';
import { isolate } from '../../ui/isolate';
import { plural } from '../../ui/plural';
import type { StatusTone } from '../../ui/status-chip';

export interface AttentionWords {
  title: string;
  /** What it means, and what to do. */
  text: string;
  /** On the link to where it is mended. */
  action: string;
}

type Told = Pick<Attention, 'code' | 'subject' | 'count' | 'errorCode' | 'detail'>;

/** What needs somebody, in words; a code that this portal does not know yet is told by the server's sentence. */
export function attentionWords(attention: Told): AttentionWords {
  const words = (WORDS as Partial<Record<string, Words>>)[attention.code];
  if (words) return words(isolate(attention.subject ?? $localize`A server`), attention);
  return { title: attention.detail, text: '', action: $localize`Look at it` };
}

export function severityOf(severity: Attention['severity']): { tone: StatusTone; label: string } {
  if (severity === 'critical') return { tone: 'bad', label: $localize`Urgent` };
  if (severity === 'warning') return { tone: 'warn', label: $localize`Warning` };
  return { tone: 'info', label: $localize`Notice` };
}

type Words = (name: string, told: Told) => AttentionWords;

const WORDS: Record<AttentionCode, Words> = {
  'account-token-revoked': (name) => ({
    title: $localize`Plex no longer accepts the sign-in of ${name}:account:`,
    text: $localize`What needs this account waits. Sign in with Plex again.`,
    action: $localize`Sign in again`,
  }),
  'server-unauthorized': (name) => ({
    title: $localize`${name}:server: refuses the stored sign-in`,
    text: $localize`What is known of it stays, and syncs wait. Link the server again.`,
    action: $localize`Link again`,
  }),
  'server-offline': (name) => ({
    title: $localize`${name}:server: does not answer`,
    text: $localize`What is shown of it is as it was then. Check that it runs and that SmartPlex can reach it.`,
    action: $localize`Test the server`,
  }),
  'disk-full': (_name, { count }) => ({
    title: $localize`The disk of SmartPlex is full`,
    text: $localize`Free: ${formatBytes(count)}:size:. Nothing more can be stored until there is room.`,
    action: $localize`Look at the system`,
  }),
  'disk-nearly-full': (_name, { count }) => ({
    title: $localize`The disk of SmartPlex is nearly full`,
    text: $localize`Free: ${formatBytes(count)}:size:. Make room before syncs have to stop.`,
    action: $localize`Look at the system`,
  }),
  'scheduler-stopped': () => ({
    title: $localize`Nothing is synced on schedule`,
    text: $localize`The process that starts syncs does not run. Start it again; syncs by hand still work.`,
    action: $localize`Look at the schedule`,
  }),
  'removals-held': (name, { count }) => ({
    title: heldTitle(name, count),
    text: $localize`Nothing was removed. Decide whether it is to leave SmartPlex as well.`,
    action: $localize`Decide`,
  }),
  'library-vanished': (name) => ({
    title: $localize`Plex no longer lists ${name}:library:`,
    text: $localize`What was mirrored is kept. Bring the library back in Plex, or turn it off here.`,
    action: $localize`Look at the libraries`,
  }),
  'run-failed': (name, { errorCode }) => ({
    title: $localize`The last sync of ${name}:server: failed`,
    text: explainRunError(errorCode),
    action: $localize`Look at the sync`,
  }),
  'run-incomplete': (name, { errorCode }) => ({
    title: $localize`The last sync of ${name}:server: is incomplete`,
    text: explainRunError(errorCode),
    action: $localize`Look at the sync`,
  }),
  'history-import-failing': (name) => ({
    title: $localize`The history of ${name}:server: cannot be read`,
    text: $localize`Statistics lack what was watched since. It is tried again by itself; check the server if it stays.`,
    action: $localize`Look at the server`,
  }),
  'job-failed': (name, { count }) => ({
    title: jobTitle(name, count),
    text: $localize`It was tried several times. The log tells why; the next sync tries again.`,
    action: $localize`Look at the system`,
  }),
  'push-off': () => ({
    title: $localize`Changes in Plex are not heard at once`,
    text: $localize`Listening for them is turned off. They are found by the schedule, some minutes later.`,
    action: $localize`Look at the schedule`,
  }),
  'never-synced': (name) => ({
    title: $localize`${name}:server: was never synced`,
    text: $localize`Its libraries appear after the first sync.`,
    action: $localize`Start a sync`,
  }),
};

function heldTitle(name: string, count: number | null): string {
  if (count === null) return $localize`Much of ${name}:library: seems to be gone`;
  return plural(
    count,
    $localize`1 title of ${name}:library: seems to be gone`,
    $localize`${formatCount(count)}:count: titles of ${name}:library: seem to be gone`,
  );
}

function jobTitle(name: string, count: number | null): string {
  if (count === null) return $localize`Background work failed: ${name}:job:`;
  return plural(
    count,
    $localize`1 background job failed: ${name}:job:`,
    $localize`${formatCount(count)}:count: background jobs failed: ${name}:job:`,
  );
}
