import type { RunState } from '../../api/types';
import { type LiveRun, isActive } from './run-feed';

/** Share done from 0 to 1; null while Plex has not said how much there is. */
export function shareOf({ seen, total }: { seen: number; total: number }, state: RunState): number | null {
  if (state === 'succeeded') return 1;
  return total > 0 ? Math.min(1, seen / total) : null;
}

/**
 * Of a whole run. While it is active there may be libraries of which nobody knows how much they hold, so all is said
 * only of what has ended. A queued one has not begun, whatever an earlier attempt saw.
 */
export function wholeShareOf(run: LiveRun): number | null {
  if (run.state === 'queued') return null;
  const share = shareOf({ seen: run.itemsSeen, total: run.itemsTotal }, run.state);
  return share === null ? null : Math.min(isActive(run) ? 0.99 : 1, share);
}

/** The same in whole percent. */
export function percentOf(run: LiveRun): number | null {
  const share = wholeShareOf(run);
  return share === null ? null : Math.floor(share * 100);
}
