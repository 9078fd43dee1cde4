import { LRUCache } from 'lru-cache';
import type { ThrottleStore, Window } from './throttle-store';

const MAX_KEYS = 100_000;

/** Counts of this process alone. Bounded: beyond MAX_KEYS callers the ones longest silent are forgotten. */
export class MemoryThrottleStore implements ThrottleStore {
  private readonly windows = new LRUCache<string, { hits: number; endsAt: number }>({ max: MAX_KEYS });

  hit(key: string, ttlMs: number): Promise<Window> {
    const now = performance.now();
    let window = this.windows.get(key);
    if (!window || window.endsAt <= now) {
      window = { hits: 0, endsAt: now + ttlMs };
      this.windows.set(key, window);
    }
    window.hits++;
    return Promise.resolve({ hits: window.hits, endsInMs: window.endsAt - now });
  }

  peek(key: string): Promise<Window> {
    const window = this.windows.get(key);
    const endsInMs = (window?.endsAt ?? -Infinity) - performance.now();
    return Promise.resolve(window && endsInMs > 0 ? { hits: window.hits, endsInMs } : { hits: 0, endsInMs: 0 });
  }
}
