import type { Response } from 'express';

export interface RateLimit {
  limit: number;
  /** Requests that are left until the window ends. */
  left: number;
  resetSeconds: number;
}

/** Whether some limit has counted the request that this answers. */
export function isCounted(response: Response): boolean {
  return response.hasHeader('X-RateLimit-Limit');
}

/** The same three headers with every answer, that of one request too many included. */
export function tellRateLimit(response: Response, { limit, left, resetSeconds }: RateLimit): void {
  response.set({
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': String(left),
    'X-RateLimit-Reset': String(resetSeconds),
  });
}
