/** Why a request was stopped from our side. */
export type StopReason = 'timeout' | 'aborted' | null;

/**
 * Bounds one request in time: so long until the headers, so long between two chunks, and so long
 * altogether, since a server that drips a byte a second would pass the first two for ever.
 * `stop()` must be called in the end.
 */
export class Watchdog {
  reason: StopReason = null;
  private readonly controller = new AbortController();
  private readonly idle: NodeJS.Timeout;
  private readonly deadline: NodeJS.Timeout;

  constructor(
    idleMs: number,
    deadlineMs: number,
    private readonly caller?: AbortSignal,
  ) {
    this.idle = setTimeout(this.onTimeout, idleMs);
    this.deadline = setTimeout(this.onTimeout, deadlineMs);
    // Not AbortSignal.any: in Node 20 it keeps every composite alive as long as the caller's signal.
    if (caller?.aborted) this.onAbort();
    else caller?.addEventListener('abort', this.onAbort, { once: true });
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Something arrived: the idle time starts anew. */
  progress(): void {
    this.idle.refresh();
  }

  stop(): void {
    clearTimeout(this.idle);
    clearTimeout(this.deadline);
    this.caller?.removeEventListener('abort', this.onAbort);
  }

  private readonly onTimeout = () => this.end('timeout');
  private readonly onAbort = () => this.end('aborted');

  private end(reason: 'timeout' | 'aborted'): void {
    this.reason ??= reason;
    this.controller.abort();
  }
}
