import { storage } from 'nestjs-pino/storage';
import { Histogram } from 'prom-client';
import { inSpan } from '../telemetry';

export type Upstream = 'plex.tv' | 'media-server' | 'ai';

const duration = new Histogram({
  name: 'smartplex_upstream_request_duration_seconds',
  help: 'Time of calls to what SmartPlex depends on, by how they ended: ok or the fault',
  labelNames: ['upstream', 'outcome'],
  buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
});

/** Lets the times of an upstream begin with none: Prometheus does not see the first of a series rise. */
export function expectCalls(upstream: Upstream, faults: readonly string[]): void {
  for (const outcome of ['ok', ...faults]) duration.zero({ upstream, outcome });
}

/**
 * Times one call, for metrics, traces and the log of whoever called; what it throws is an outcome by the name that
 * `faultOf` gives it. Where the call went is in none of them.
 */
export function timeUpstream<T>(
  upstream: Upstream,
  call: () => Promise<T>,
  faultOf: (error: unknown) => string,
): Promise<T> {
  const attributes = { 'smartplex.upstream': upstream };
  return inSpan({ name: `call ${upstream}`, kind: 'client', attributes }, async (span) => {
    const stop = duration.startTimer({ upstream });
    const ended = (outcome: string): void => {
      const seconds = stop({ outcome });
      span?.set({ 'smartplex.outcome': outcome });
      // The logger of the request or job at hand, which carries its ids.
      const log = storage.getStore()?.logger;
      log?.debug({ upstream, outcome, durationMs: Math.round(seconds * 1000) }, 'Upstream called');
    };
    try {
      const result = await call();
      ended('ok');
      return result;
    } catch (error) {
      ended(faultOf(error));
      throw error;
    }
  });
}
