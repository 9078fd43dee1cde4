import { monitorEventLoopDelay } from 'node:perf_hooks';
import { register } from 'prom-client';
import type { ProcessFiguresDto } from './system.dto';

const LOOP_LOOKED_AT_EVERY_MS = 20;

/** Of our own: that of prom-client begins anew with each scrape, and whoever reads it takes it from the others. */
const loopDelay = monitorEventLoopDelay({ resolution: LOOP_LOOKED_AT_EVERY_MS });
loopDelay.enable();

interface Sample {
  value: number;
  metricName?: string;
  labels: Partial<Record<string, string | number>>;
}

/** What /metrics counts of this process since it started, in the few figures that a person asks for first. */
export async function processFigures(): Promise<ProcessFiguresDto> {
  const [requests, calls, posters, tokens] = await Promise.all([
    counts('smartplex_http_request_duration_seconds'),
    counts('smartplex_upstream_request_duration_seconds'),
    samples('smartplex_poster_reads_total'),
    samples('smartplex_ai_tokens_total'),
  ]);
  return {
    requests: sum(requests),
    failedRequests: sum(requests.filter(({ labels }) => String(labels.status).startsWith('5'))),
    upstreamCalls: sum(calls),
    failedUpstreamCalls: sum(calls.filter(({ labels }) => labels.outcome !== 'ok')),
    posters: sum(posters),
    postersFromDisk: sum(posters.filter(({ labels }) => labels.from === 'disk')),
    aiTokens: sum(tokens),
    eventLoopLagMs: loopLagMs(),
  };
}

/** What is measured is the time from look to look. */
function loopLagMs(): number | null {
  const fromLookToLookMs = loopDelay.percentile(99) / 1e6;
  return fromLookToLookMs > 0 ? Math.max(0, Math.round(fromLookToLookMs - LOOP_LOOKED_AT_EVERY_MS)) : null;
}

/** How often a histogram was observed. */
async function counts(name: string): Promise<Sample[]> {
  return (await samples(name)).filter(({ metricName }) => metricName === `${name}_count`);
}

async function samples(name: string): Promise<Sample[]> {
  return (await register.getSingleMetric(name)?.get())?.values ?? [];
}

const sum = (all: readonly Sample[]): number => all.reduce((total, { value }) => total + value, 0);
