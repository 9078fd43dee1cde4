import { PlexError, type PlexPage, type PlexPlay } from '../../plex';
import type { Lane, PassScope, PassState, PassWork } from './history-pass.types';
import { readNewestFirst } from './history-rows';

/** Media servers refuse more, or will. */
const PAGE_SIZE = 1000;
const LANES = 4;
/** Fewer rows than this are not worth a second lane. */
const LANE_ROWS = 2000;
/** An empty page may be a hiccup: asked for again this often before it ends the pass. */
const EMPTY_PAGE_RETRIES = 2;
const SAVE_INTERVAL_MS = 1_000;
const PATH = '/status/sessions/history/all';

/**
 * Reads the history in four stretches of time at once. Every page begins at the time where the one before
 * ended, never at a row number: whatever comes or goes while we read moves no row out of our way.
 */
export class HistoryPass {
  private savedAt = performance.now();
  private saving: Promise<void> = Promise.resolve();

  constructor(
    private readonly work: PassWork,
    readonly state: PassState,
  ) {}

  /** @param since epoch seconds; 0: the whole history */
  static async plan(scope: PassScope, since: number): Promise<PassState> {
    const total = await HistoryPass.total(scope);
    // What came since the last import is a page or two: asking how many would be a third request.
    const count = since > 0 ? 1 : Math.min(LANES, Math.max(1, Math.floor(total / LANE_ROWS)));
    const starts = Array.from({ length: count - 1 }, (_, i) => Math.floor((total * (i + 1)) / count));
    const samples = await Promise.all(starts.map((start) => sample(scope, since, start)));
    const borders = samples.flatMap(({ items }) => (items[0] ? seconds(items[0]) : []));
    const bounds = [...new Set([since, ...borders.sort((a, b) => a - b)])];
    const lanes = bounds.map((from, i) => ({ since: from, skip: 0, until: bounds[i + 1] ?? null, done: false }));
    return { whole: since === 0, total, lanes, newest: 0, added: 0 };
  }

  /** Rows of the whole history. */
  static async total(scope: PassScope): Promise<number> {
    return (await sample(scope, 0, 0)).totalSize;
  }

  async run(): Promise<void> {
    const stop = new AbortController();
    const signal = AbortSignal.any([this.work.signal, stop.signal]);
    const walks = this.state.lanes
      .filter(({ done }) => !done)
      .map((lane) =>
        this.walk(lane, signal).catch((error: unknown) => {
          stop.abort();
          throw error;
        }),
      );
    const ends = await Promise.allSettled(walks);
    await this.saving;
    if (ends.some((end) => end.status === 'rejected' && end.reason instanceof OrderRefused)) return this.runByRows();
    const failure = ends.find((end): end is PromiseRejectedResult => end.status === 'rejected' && !isStop(end.reason));
    const failed = failure ?? ends.find((end) => end.status === 'rejected');
    if (!failed) return;
    await this.work.save(this.state).catch(() => undefined);
    throw failed.reason;
  }

  private async runByRows(): Promise<void> {
    const { whole, lanes } = this.state;
    await readNewestFirst(this.work, this.state, whole ? 0 : Math.min(...lanes.map(({ since }) => since)));
    for (const lane of lanes) lane.done = true;
  }

  private async walk(lane: Lane, signal: AbortSignal): Promise<void> {
    while (!lane.done) {
      const page = await this.read(lane, signal);
      requireOrder(page.items);
      const added = await this.work.write(page.items);
      this.advance(lane, page, added);
      this.tick();
    }
  }

  private async read({ since, skip }: Lane, signal: AbortSignal): Promise<PlexPage<PlexPlay>> {
    const { client, patience } = this.work;
    for (let tried = 0; ; tried++) {
      const page = await patience.bear(() => client.history(request(since, skip, PAGE_SIZE), signal), signal);
      if (page.rowCount > 0 || skip >= page.totalSize) return page;
      if (tried >= EMPTY_PAGE_RETRIES) throw new PlexError('malformed', PATH, { status: 200, detail: 'short-listing' });
    }
  }

  private advance(lane: Lane, { items, rowCount, totalSize }: PlexPage<PlexPlay>, added: number): void {
    const last = items.length > 0 ? seconds(items[items.length - 1]) : lane.since;
    this.state.added += added;
    this.state.newest = Math.max(this.state.newest, last);
    const atEnd = lane.skip + rowCount >= totalSize;
    lane.done = atEnd || (lane.until !== null && last >= lane.until);
    // From the time of the last row on: rows of that very second may be on both sides of the page's end.
    lane.skip = last > lane.since ? 0 : lane.skip + rowCount;
    lane.since = last;
  }

  private tick(): void {
    if (performance.now() - this.savedAt < SAVE_INTERVAL_MS) return;
    this.savedAt = performance.now();
    this.saving = this.saving.then(() => this.work.save(this.state)).catch(() => undefined);
  }
}

function sample({ client, patience, signal }: PassScope, since: number, start: number): Promise<PlexPage<PlexPlay>> {
  return patience.bear(() => client.history(request(since, start, 1), signal), signal);
}

function request(since: number, start: number, size: number) {
  return { start, size, oldestFirst: true, ...(since > 0 ? { viewedSince: new Date(since * 1000) } : {}) };
}

function seconds({ viewedAt }: PlexPlay): number {
  return Math.floor(viewedAt.getTime() / 1000);
}

/** The server does not sort as it was asked, which would end a lane before its time. */
class OrderRefused extends Error {}

function requireOrder(plays: readonly PlexPlay[]): void {
  for (let i = 1; i < plays.length; i++)
    if (plays[i].viewedAt < plays[i - 1].viewedAt) throw new OrderRefused('The history is not oldest first');
}

function isStop(error: unknown): boolean {
  return error instanceof Error && error.name === 'WorkStopped';
}
