import { createRequire } from 'node:module';
import { withinTime } from '../../common';
import type { AppConfig } from '../config';
import { useFaultReporter } from './faults';
import { useTracer } from './spans';
import type { TelemetryLog } from './telemetry-log';
import type * as errorMonitoring from './error-monitoring/sentry';
import type * as tracing from './tracing/otlp';

/** Whoever ends us waits for more than this. */
const LAST_WORDS_MS = 2_000;

const load = createRequire(__filename);

/**
 * Starts what was configured and loads nothing of the rest: without SENTRY_DSN and OTEL_EXPORTER_OTLP_ENDPOINT
 * the modules behind them are not read.
 * @returns sends what is left as far as it arrives at once, and ends
 */
export function startTelemetry({ telemetry, role }: AppConfig, log: TelemetryLog): () => Promise<void> {
  const stops: (() => Promise<void>)[] = [];
  if (telemetry.sentryDsn) {
    const { startErrorMonitoring } = load('./error-monitoring/sentry') as typeof errorMonitoring;
    const { report, stop } = startErrorMonitoring(telemetry.sentryDsn, log);
    useFaultReporter(report);
    stops.push(stop);
  }
  if (telemetry.otlp) {
    const { startTracing } = load('./tracing/otlp') as typeof tracing;
    const { tracer, stop } = startTracing(telemetry.otlp, role, log);
    useTracer(tracer);
    stops.push(stop);
  }
  return async () => {
    useTracer(null);
    useFaultReporter(null);
    const sent = Promise.all(stops.map((stop) => stop())).then(() => undefined);
    await withinTime(sent, LAST_WORDS_MS, () =>
      log.warn({}, 'Traces and error reports that were left have been dropped'),
    );
  };
}
