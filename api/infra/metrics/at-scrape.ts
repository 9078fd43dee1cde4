import type { Gauge } from 'prom-client';

/** A scrape does not wait longer for the database. */
const TIMEOUT_MS = 2_000;

/**
 * Reads the values of a gauge anew whenever metrics are asked for. Never rejects: what cannot be read in time is
 * absent, and the other metrics are still told.
 */
export function atScrape<T>(gauge: Gauge, read: () => Promise<readonly T[]>, set: (value: T) => void): void {
  const collect = async (): Promise<void> => {
    const values = await Promise.race([
      Promise.resolve()
        .then(read)
        .catch(() => []),
      new Promise<[]>((resolve) => setTimeout(resolve, TIMEOUT_MS, []).unref()),
    ]);
    gauge.reset();
    // A gauge without labels is 0 after a reset, which would be a lie.
    if (values.length === 0) gauge.remove({});
    for (const value of values) set(value);
  };
  // prom-client asks a metric that has `collect` for its values at each scrape.
  Object.assign(gauge, { collect });
}
