import type { RunSection, RunState } from '../../api/types';
import { formatCount, formatSpan } from '../../ui/format';
import type { StatusTone } from '../../ui/status-chip';
import type { LiveRun } from './run-feed';
import { shareOf } from './run-progress';

/** `11,200 items/s · about 4 s left`, as far as it is known. */
export function paceOf(run: LiveRun): string {
  const rate = run.itemsPerSecond;
  const left = run.etaMs;
  const words: string[] = [];
  if (typeof rate === 'number') words.push($localize`${formatCount(Math.round(rate))}:count: items/s`);
  if (typeof left === 'number') words.push(leftOf(left));
  return words.join(' · ');
}

function leftOf(ms: number): string {
  return ms < 1000 ? $localize`under 1 s left` : $localize`about ${formatSpan(ms)}:time: left`;
}

export const RUN_STATE: Record<RunState, { label: string; tone: StatusTone }> = {
  queued: { label: $localize`Waiting`, tone: 'neutral' },
  running: { label: $localize`Running`, tone: 'info' },
  succeeded: { label: $localize`Complete`, tone: 'good' },
  incomplete: { label: $localize`Incomplete`, tone: 'warn' },
  failed: { label: $localize`Failed`, tone: 'bad' },
  cancelled: { label: $localize`Cancelled`, tone: 'neutral' },
};

const ERRORS: Record<string, () => string> = {
  'removals-held': () => $localize`Many titles seem to be gone. Nothing was removed; it waits for your decision.`,
  'plex-unreachable': () => $localize`The Plex server could not be reached. Check that it runs, then start again.`,
  'plex-timeout': () => $localize`The Plex server took too long to answer. Start again when it is less busy.`,
  'plex-unauthorized': () => $localize`Plex refused the stored sign-in. Link the server again, then start again.`,
  'plex-forbidden': () => $localize`The account may not read this library in Plex.`,
  'plex-malformed': () =>
    $localize`Plex sent an answer that could not be read. Start again; if it stays, update the Plex server.`,
  'plex-busy': () => $localize`Plex is busy, under maintenance, or asked to slow down. Start again in a few minutes.`,
  'plex-not-found': () => $localize`Plex no longer has this library. What was mirrored is kept.`,
  'plex-server-error': () =>
    $localize`The Plex server failed while it answered. Start again; if it stays, look at its log.`,
  'plex-too-large': () => $localize`Plex sent an answer that is too large to be right. Start again.`,
  'plex-tls': () =>
    $localize`A secure connection to the Plex server could not be made. Check its certificate, or link it again.`,
  'plex-not-plex': () => $localize`Something else answers at the address of the Plex server. Link the server again.`,
  'address-denied': () => $localize`The settings of SmartPlex do not allow the address of the Plex server.`,
  'section-gone': () => $localize`Plex no longer lists this library. What was mirrored is kept.`,
  'section-moving': () =>
    $localize`The library changed while it was read. Start again when Plex has finished scanning.`,
  'sweep-incomplete': () => $localize`Plex stopped before the end of the library. Nothing was removed; start again.`,
  internal: () => $localize`SmartPlex itself failed; its log tells more. What was read is kept; start again.`,
};

/** An error code in plain words, with what to do. */
export function explainRunError(code: string | null): string {
  if (code === null) return '';
  return ERRORS[code]?.() ?? $localize`It stopped with “${code}:code:”. What was read is kept; start again.`;
}

export interface SectionProgress {
  id: string;
  title: string;
  share: number | null;
  /** `1,200 of 4,000` */
  counts: string;
  state: RunState;
  error: string;
}

export function sectionProgress(section: RunSection): SectionProgress {
  const counts =
    section.total > 0
      ? $localize`${formatCount(section.seen)}:seen: of ${formatCount(section.total)}:total:`
      : section.seen > 0
        ? formatCount(section.seen)
        : '';
  return {
    id: section.sectionId,
    title: section.title,
    share: section.state === 'queued' ? 0 : shareOf(section, section.state),
    counts,
    state: section.state,
    error: explainRunError(section.errorCode),
  };
}
