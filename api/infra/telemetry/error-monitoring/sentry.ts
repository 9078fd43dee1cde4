import { randomUUID } from 'node:crypto';
import { productVersion } from '../../config';
import { currentRequestId } from '../../logging/request-id';
import { Delivery, type Destination } from '../delivery';
import type { FaultContext, FaultReporter } from '../faults';
import type { TelemetryLog } from '../telemetry-log';
import { scrub } from './scrub';
import { stackFrames } from './stack-frames';

/** A fault in every request must not become a flood of its own. */
const MOST_PER_MINUTE = 30;
const MOST_CAUSES = 5;

/**
 * Reports faults in the envelopes that Sentry and its likes take. Kind, place and scrubbed message of an error go,
 * with the ids to find it in our log by; nothing of the request, the person, the machine or the data.
 */
export function startErrorMonitoring(
  dsn: string,
  log: TelemetryLog,
): { report: FaultReporter; stop: () => Promise<void> } {
  const delivery = new Delivery('Error reports', destinationOf(dsn), log);
  const sending = new Set<Promise<void>>();
  let minute = 0;
  let sent = 0;
  const report: FaultReporter = (error, context) => {
    const now = Math.floor(Date.now() / 60_000);
    if (now !== minute) [minute, sent] = [now, 0];
    if (++sent > MOST_PER_MINUTE) return;
    const posted = delivery.post(envelopeOf(error, context)).finally(() => sending.delete(posted));
    sending.add(posted);
  };
  return { report, stop: async () => void (await Promise.all(sending)) };
}

/** `https://KEY@host/some/path/PROJECT` */
function destinationOf(dsn: string): Destination {
  const { protocol, host, username, pathname } = new URL(dsn);
  const [, prefix, project] = /^(.*)\/([^/]*)$/.exec(pathname) ?? [];
  const client = `smartplex/${productVersion()}`;
  return {
    url: `${protocol}//${host}${prefix}/api/${project}/envelope/`,
    headers: {
      'content-type': 'application/x-sentry-envelope',
      'x-sentry-auth': `Sentry sentry_version=7, sentry_client=${client}, sentry_key=${decodeURIComponent(username)}`,
    },
  };
}

function envelopeOf(error: unknown, context: FaultContext): string {
  const id = randomUUID().replaceAll('-', '');
  const now = new Date();
  const event = {
    event_id: id,
    timestamp: now.getTime() / 1000,
    platform: 'node',
    level: 'error',
    release: `smartplex@${productVersion()}`,
    exception: { values: chain(error).map(exceptionOf).reverse() },
    tags: {
      request_id: context.requestId ?? currentRequestId() ?? undefined,
      job_id: context.jobId,
      job: context.job,
      node: process.versions.node,
    },
  };
  const lines = [{ event_id: id, sent_at: now.toISOString() }, { type: 'event' }, event];
  return lines.map((line) => JSON.stringify(line)).join('\n');
}

/** An error and what caused it. */
function chain(error: unknown): unknown[] {
  const errors = [error];
  while (errors.length < MOST_CAUSES) {
    const { cause } = Object(errors.at(-1)) as { cause?: unknown };
    if (cause === undefined || cause === null || errors.includes(cause)) break;
    errors.push(cause);
  }
  return errors;
}

function exceptionOf(error: unknown) {
  if (!(error instanceof Error)) return { type: typeof error, value: 'Something was thrown that is no error' };
  const code = (error as NodeJS.ErrnoException).code;
  return {
    type: error.name,
    value: scrub(error.message) + (typeof code === 'string' && /^\w{1,40}$/.test(code) ? ` (${code})` : ''),
    stacktrace: { frames: stackFrames(error.stack) },
  };
}
