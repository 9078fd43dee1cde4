import { PlexError } from '../plex.errors';
import { isTransient } from './fault';

export interface RetryPolicy {
  /** Tries in all for what may pass by itself. */
  tries: number;
  /** Ceiling of the first wait; it doubles each time. */
  baseMs: number;
  /** Longest wait, also when Plex names one: a longer one is handed to the caller instead. */
  maxWaitMs: number;
  /** No further try once this much time is used up; none when absent. */
  budgetMs?: number;
}

/** Lists and other work in the background. */
export const PATIENT: RetryPolicy = { tries: 3, baseMs: 400, maxWaitMs: 30_000 };

/**
 * Runs `attempt` until it answers or its failure is final. Waits grow exponentially with full jitter;
 * `Retry-After` is honoured. An unreadable reply is asked for once more.
 */
export async function withRetries<T>(attempt: () => Promise<T>, policy: RetryPolicy, signal?: AbortSignal): Promise<T> {
  const startedAt = performance.now();
  let unreadable = 0;
  for (let tried = 1; ; tried++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof PlexError) || tried >= policy.tries) throw error;
      const again = isUnreadable(error) ? ++unreadable === 1 : isTransient(error);
      if (!again) throw error;
      const waitMs = waitBefore(tried, error, policy);
      if (waitMs > policy.maxWaitMs || performance.now() - startedAt + waitMs > (policy.budgetMs ?? Infinity))
        throw error;
      await sleep(waitMs, error.path, signal);
    }
  }
}

/** A 200 that could not be read; a 400 is a verdict. */
function isUnreadable(error: PlexError): boolean {
  return error.fault === 'malformed' && (error.status === undefined || error.status < 300);
}

function waitBefore(tried: number, error: PlexError, policy: RetryPolicy): number {
  const jittered = Math.random() * Math.min(policy.maxWaitMs, policy.baseMs * 2 ** (tried - 1));
  // Jitter on top of what Plex asks for, or everyone who was refused comes back in the same instant.
  return error.retryAfterMs === undefined ? jittered : error.retryAfterMs + Math.random() * policy.baseMs;
}

/** @throws PlexError `aborted` as soon as the signal fires */
function sleep(ms: number, path: string, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new PlexError('aborted', path));
    const onAbort = () => {
      clearTimeout(timer);
      reject(new PlexError('aborted', path));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
