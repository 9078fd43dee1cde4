/** More than this is asked for by one run instead of one by one. */
export const MOST_KEYS = 1000;

/** Keys that events named since they were last taken: each once, and no more than can be asked for. */
export class GatheredKeys {
  private keys = new Set<string>();
  private tooMany = false;

  get isEmpty(): boolean {
    return this.keys.size === 0 && !this.tooMany;
  }

  add(ratingKey: string): void {
    if (this.tooMany) return;
    this.keys.add(ratingKey);
    if (this.keys.size > MOST_KEYS) {
      this.tooMany = true;
      this.keys = new Set();
    }
  }

  /** Empties it. `tooMany`: there were so many that none is named. */
  take(): { keys: string[]; tooMany: boolean } {
    const taken = { keys: [...this.keys], tooMany: this.tooMany };
    this.keys = new Set();
    this.tooMany = false;
    return taken;
  }

  /** What could not be passed on. */
  putBack({ keys, tooMany }: { keys: string[]; tooMany: boolean }): void {
    keys.forEach((key) => this.add(key));
    if (tooMany) {
      this.tooMany = true;
      this.keys = new Set();
    }
  }
}
