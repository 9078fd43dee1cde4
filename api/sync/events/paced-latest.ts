/**
 * Lets at most one value per key through in `intervalMs`. In between only the newest is kept, and it
 * is never dropped: it goes out when the interval is over.
 */
export class PacedLatest<Value> {
  private readonly lastAt = new Map<string, number>();
  private readonly waiting = new Map<string, { value: Value; timer: NodeJS.Timeout }>();

  constructor(
    private readonly intervalMs: number,
    private readonly emit: (value: Value) => void,
  ) {}

  push(key: string, value: Value): void {
    const waiting = this.waiting.get(key);
    if (waiting) {
      waiting.value = value;
      return;
    }
    const wait = (this.lastAt.get(key) ?? -Infinity) + this.intervalMs - performance.now();
    if (wait <= 0) this.let(key, value);
    else this.waiting.set(key, { value, timer: setTimeout(() => this.release(key), wait) });
  }

  /** Sends what still waits at once. */
  flush(): void {
    for (const key of [...this.waiting.keys()]) this.release(key);
  }

  /** Drops what still waits. */
  close(): void {
    for (const { timer } of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
    this.lastAt.clear();
  }

  private release(key: string): void {
    const waiting = this.waiting.get(key);
    if (!waiting) return;
    clearTimeout(waiting.timer);
    this.waiting.delete(key);
    this.let(key, waiting.value);
  }

  private let(key: string, value: Value): void {
    this.lastAt.set(key, performance.now());
    this.emit(value);
  }
}
