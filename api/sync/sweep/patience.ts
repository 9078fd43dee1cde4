import { setTimeout as sleep } from 'node:timers/promises';
import { isPlexFault, isServerAway, PlexError } from '../../plex';
import { WorkStopped } from './sweep.errors';

/** What may pass by itself. The client has tried each of them more than once already. */
const PASSING = ['unreachable', 'timeout', 'rate-limited', 'busy', 'server-error', 'malformed'] as const;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 4_000;
/** A media server that is restarted needs longer to come back than one that answers amiss. */
const AWAY_FACTOR = 3;

/**
 * How long a run bears with a server that fails: every call is repeated until it answers or until it
 * has failed for `patienceMs`, three times that where the server went away. Once that is used up, later
 * calls get no more than their own tries, so that a server that went away does not hold up each
 * remaining section as well.
 */
export class Patience {
  private exhausted = false;

  constructor(private readonly patienceMs: number) {}

  async bear<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
    let firstFailureAt: number | null = null;
    let patienceMs = this.patienceMs;
    for (let tried = 0; ; tried++) {
      if (signal.aborted) throw new WorkStopped();
      try {
        const answer = await call();
        this.exhausted = false;
        return answer;
      } catch (error) {
        if (signal.aborted) throw new WorkStopped();
        if (!isPlexFault(error, ...PASSING)) throw error;
        firstFailureAt ??= performance.now();
        if (isServerAway(error)) patienceMs = this.patienceMs * AWAY_FACTOR;
        const waitMs = waitAfter(tried, error);
        if (this.exhausted || performance.now() + waitMs - firstFailureAt > patienceMs) {
          this.exhausted = true;
          throw error;
        }
        await pause(waitMs, signal);
      }
    }
  }
}

function waitAfter(tried: number, error: PlexError): number {
  const growing = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tried);
  return Math.max(error.retryAfterMs ?? 0, growing * (0.75 + Math.random() / 2));
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch {
    throw new WorkStopped();
  }
}
