import { LRUCache } from 'lru-cache';
import { withinTime } from '../../common';

export interface PatienceOptions {
  /** Somebody waits for a server no longer than this. */
  waitMs: number;
  /** A server that was waited for in vain is left alone for this time. */
  pauseMs: number;
}

/**
 * How long a page waits for each server. A browser keeps six connections to us: were each of them to wait
 * for a server that hangs, nothing else of the page would come either.
 */
export class ServerPatience {
  private readonly tried: LRUCache<string, true>;

  constructor(private readonly options: PatienceOptions) {
    this.tried = new LRUCache({ max: 1000, ttl: options.pauseMs });
  }

  /** False while the server is left alone. */
  isLeft(serverId: string): boolean {
    return !this.tried.has(serverId);
  }

  /** The server let somebody wait for nothing. */
  lose(serverId: string): void {
    this.tried.set(serverId, true);
  }

  /** What `work` answers, or null when that takes too long; it goes on by itself then. */
  wait<T>(serverId: string, work: Promise<T>): Promise<T | null> {
    return withinTime<T | null>(work, this.options.waitMs, () => {
      this.lose(serverId);
      return null;
    });
  }
}
