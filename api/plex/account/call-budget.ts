import { PlexError } from '../plex.errors';

export interface CallBudgetOptions {
  perSecond: number;
  /** A call that could not start within this time is refused; 15 s when absent. */
  maxWaitMs?: number;
  /** Counts with other processes; this one counts alone when absent. */
  shared?: SharedCalls;
}

/** What is counted over all processes. Away, it lets everything start: each process then keeps to its own count. */
export interface SharedCalls {
  /** Notes a call that starts and answers 0, or answers after how many ms to ask again. Never rejects. */
  start(perSecond: number, windowMs: number): Promise<number>;
  /** Nobody starts for so long, in any process. */
  pause(ms: number): void;
  close(): void;
}

/** A second, and what calls may catch up with each other on the way to plex.tv, which counts by arrival. */
const WINDOW_MS = 1_100;
const DEFAULT_MAX_WAIT_MS = 15_000;

interface Waiter {
  start(): void;
  refuse(error: PlexError): void;
}

/**
 * Lets at most so many calls start in any second, first come first served among those of this process. A
 * pause holds everybody, those in line too.
 */
export class CallBudget {
  private readonly started: number[] = [];
  private readonly line: Waiter[] = [];
  private readonly perSecond: number;
  private readonly maxWaitMs: number;
  private readonly shared: SharedCalls | undefined;
  private advancing = false;
  private pausedUntil = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor({ perSecond, maxWaitMs = DEFAULT_MAX_WAIT_MS, shared }: CallBudgetOptions) {
    this.perSecond = perSecond;
    this.shared = shared;
    this.maxWaitMs = maxWaitMs;
  }

  /**
   * Resolves when the call may start.
   * @throws PlexError `busy` with `retryAfterMs` when that is more than the longest wait away
   */
  take(path: string): Promise<void> {
    const expectedMs = this.expectedWaitMs();
    if (expectedMs > this.maxWaitMs) return Promise.reject(busy(path, expectedMs));
    return new Promise((resolve, reject) => {
      const deadline = setTimeout(() => {
        this.line.splice(this.line.indexOf(waiter), 1);
        waiter.refuse(busy(path, this.expectedWaitMs()));
      }, this.maxWaitMs);
      const waiter: Waiter = {
        start: () => {
          clearTimeout(deadline);
          resolve();
        },
        refuse: (error) => {
          clearTimeout(deadline);
          reject(error);
        },
      };
      this.line.push(waiter);
      void this.advance();
    });
  }

  /** Nobody starts for so long. */
  pause(ms: number): void {
    this.shared?.pause(ms);
    this.hold(ms);
    this.schedule();
  }

  /** Refuses everyone in line. */
  close(): void {
    if (this.timer) clearTimeout(this.timer);
    for (const waiter of this.line.splice(0)) waiter.refuse(new PlexError('aborted', '/'));
    this.shared?.close();
  }

  private hold(ms: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, performance.now() + ms);
  }

  private expectedWaitMs(): number {
    return Math.max(0, this.waitMs()) + (this.line.length / this.perSecond) * WINDOW_MS;
  }

  /** Until the next call may start. */
  private waitMs(): number {
    const now = performance.now();
    const windowEnds = this.started.length < this.perSecond ? 0 : this.started[0] + WINDOW_MS;
    return Math.max(windowEnds, this.pausedUntil) - now;
  }

  private note(): void {
    this.started.push(performance.now());
    if (this.started.length > this.perSecond) this.started.shift();
  }

  private schedule(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (this.line.length === 0) return;
    this.timer = setTimeout(() => void this.advance(), Math.max(1, this.waitMs()));
  }

  private async advance(): Promise<void> {
    if (this.advancing) return;
    this.advancing = true;
    while (this.line.length > 0 && this.waitMs() <= 0) {
      const othersMs = this.shared ? await this.shared.start(this.perSecond, WINDOW_MS) : 0;
      if (othersMs > 0) {
        this.hold(othersMs);
        break;
      }
      this.note();
      // Whoever was first may have given up meanwhile.
      this.line.shift()?.start();
    }
    this.advancing = false;
    this.schedule();
  }
}

function busy(path: string, waitMs: number): PlexError {
  return new PlexError('busy', path, { retryAfterMs: Math.max(1_000, waitMs), detail: 'budget' });
}
