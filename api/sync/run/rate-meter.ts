const WINDOW_MS = 10_000;
const BUCKET_MS = 500;
/** A rate over less time than this says nothing. */
const LEAST_MS = 1_000;

/** How many rows a second passed lately: over a sliding window of ten seconds. */
export class RateMeter {
  private readonly buckets: { at: number; rows: number }[] = [];
  private readonly startedAt: number;

  constructor(private readonly now: () => number = Date.now) {
    this.startedAt = now();
  }

  add(rows: number): void {
    const at = Math.floor(this.now() / BUCKET_MS) * BUCKET_MS;
    const last = this.buckets.at(-1);
    if (last?.at === at) last.rows += rows;
    else this.buckets.push({ at, rows });
    this.forget();
  }

  /** Null while too little time has passed. */
  perSecond(): number | null {
    this.forget();
    const measuredMs = Math.min(WINDOW_MS, this.now() - this.startedAt);
    if (measuredMs < LEAST_MS) return null;
    const rows = this.buckets.reduce((sum, bucket) => sum + bucket.rows, 0);
    return Math.round(rows / (measuredMs / 1000));
  }

  private forget(): void {
    const oldest = this.now() - WINDOW_MS;
    while (this.buckets.length > 0 && this.buckets[0].at < oldest) this.buckets.shift();
  }
}
