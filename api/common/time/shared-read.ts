/** Many who ask at once are answered by one read, which begins after each of them has asked. */
export class SharedRead<T> {
  private running: Promise<unknown> = Promise.resolve();
  private next: Promise<T> | null = null;

  constructor(private readonly read: () => Promise<T>) {}

  /** What is read from now on, never what a read that is under way has seen before. */
  get(): Promise<T> {
    this.next ??= this.afterRunning();
    return this.next;
  }

  private async afterRunning(): Promise<T> {
    await this.running.catch(() => undefined);
    this.next = null;
    const read = this.read();
    this.running = read;
    return read;
  }
}
