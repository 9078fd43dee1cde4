/** Counts requests per class of path, and how many were open at once: what a polite client is measured by. */
export class RequestCounters {
  private readonly counts = new Map<string, number>();
  private inFlight = 0;
  private maxInFlight = 0;

  begin(method: string, path: string): void {
    const name = `${method} ${pathClass(path)}`;
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    this.inFlight++;
    this.maxInFlight = Math.max(this.maxInFlight, this.inFlight);
  }

  end(): void {
    this.inFlight--;
  }

  reset(): void {
    this.counts.clear();
    this.maxInFlight = this.inFlight;
  }

  report(): { total: number; maxInFlight: number; inFlight: number; byPath: Record<string, number> } {
    let total = 0;
    for (const count of this.counts.values()) total += count;
    return {
      total,
      maxInFlight: this.maxInFlight,
      inFlight: this.inFlight,
      byPath: Object.fromEntries([...this.counts].sort(([a], [b]) => (a < b ? -1 : 1))),
    };
  }
}

const HAS_DIGIT = /^[\d,]+$/;

/** `/library/metadata/12/thumb/34` → `/library/metadata/:/thumb/:`; section keys stay, they are few. */
function pathClass(path: string): string {
  const parts = path.split('/');
  return parts
    .map((part, i) => (HAS_DIGIT.test(part) && parts[i - 1] !== 'sections' ? ':n' : part.length >= 20 ? ':id' : part))
    .join('/');
}
