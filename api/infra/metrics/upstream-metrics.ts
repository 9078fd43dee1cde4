import { Histogram } from 'prom-client';

export type Upstream = 'plex.tv' | 'media-server' | 'ai';

const duration = new Histogram({
  name: 'smartplex_upstream_request_duration_seconds',
  help: 'Time of calls to what SmartPlex depends on, by how they ended: ok or the fault',
  labelNames: ['upstream', 'outcome'],
  buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
});

/** Times one call; what it throws is an outcome by the name that `faultOf` gives it. */
export async function timeUpstream<T>(
  upstream: Upstream,
  call: () => Promise<T>,
  faultOf: (error: unknown) => string,
): Promise<T> {
  const stop = duration.startTimer({ upstream });
  try {
    const result = await call();
    stop({ outcome: 'ok' });
    return result;
  } catch (error) {
    stop({ outcome: faultOf(error) });
    throw error;
  }
}
