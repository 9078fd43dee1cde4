import type { Response } from 'express';
import { tellRateLimit } from './rate-headers';
import { ThrottleCounter, THROTTLE_WINDOW_MS } from './throttle-counter';
import { tooManyRequests } from './too-many-requests';

/**
 * Counts a request for `key` and tells with its answer how many are left.
 * @throws DomainError `too-many-requests` when it is one too many
 */
export async function countRequest(
  counter: ThrottleCounter,
  response: Response,
  { key, limit }: { key: string; limit: number },
): Promise<void> {
  const hit = await counter.increment(key, THROTTLE_WINDOW_MS, limit);
  tellRateLimit(response, { limit, left: Math.max(0, limit - hit.totalHits), resetSeconds: hit.timeToExpire });
  if (hit.isBlocked) throw tooManyRequests(hit.timeToBlockExpire);
}
