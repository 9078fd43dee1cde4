import type { RunAnnouncer } from '../events/run-announcer';
import type { SyncRunQuery } from './sync-run.query';

const LOOK_INTERVAL_MS = 1_000;

/** Aborts when a person asked the run to stop, or when the run is gone because its server was removed. */
export class StopWatch {
  private readonly abort = new AbortController();
  private readonly unsubscribe: () => void;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly runId: string,
    private readonly query: SyncRunQuery,
    announcer: RunAnnouncer,
  ) {
    this.unsubscribe = announcer.onStop(runId, () => this.abort.abort());
    this.timer = setInterval(() => void this.look(), LOOK_INTERVAL_MS);
  }

  get signal(): AbortSignal {
    return this.abort.signal;
  }

  /** Messages get lost; the row does not. */
  async look(): Promise<void> {
    // A database that is away says nothing about what anybody wants.
    if (!(await this.query.mayGoOn(this.runId).catch(() => true))) this.abort.abort();
  }

  close(): void {
    this.unsubscribe();
    clearInterval(this.timer);
  }
}
