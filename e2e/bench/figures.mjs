// Small statistics and process readings for the benchmarks.
import { readFileSync } from 'node:fs';

export const round = (value, digits = 2) => Number(value.toFixed(digits));

export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
}

export async function timed(work) {
  const startedAt = performance.now();
  const result = await work();
  return { ms: performance.now() - startedAt, result };
}

export const rssMegabytes = (pid) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

/** Watches the resident memory of a process; `stop()` answers the highest value in MB. */
export function watchMemory(pid) {
  let peak = 0;
  const look = () => (peak = Math.max(peak, rssMegabytes(pid)));
  const timer = setInterval(look, 200);
  return () => {
    look();
    clearInterval(timer);
    return Math.round(peak);
  };
}
