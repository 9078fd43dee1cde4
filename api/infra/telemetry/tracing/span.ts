import { createHash, randomBytes } from 'node:crypto';
import type { OpenSpan, SpanStart, SpanValue } from '../spans';

const ID_NAMES = ['smartplex.request_id', 'smartplex.job_id'] as const;

/** One span. What is below another one carries the request's and the job's id as well. */
export class Span implements OpenSpan {
  readonly id: string;
  readonly kind: SpanStart['kind'];
  readonly attributes: Record<string, SpanValue>;
  readonly traceId: string;
  readonly parentId: string | null;
  readonly startedAt = nowNs();
  endedAt = 0n;
  failed = false;
  name: string;

  constructor(
    start: SpanStart,
    parent: Span | null,
    private readonly onEnd: (span: Span) => void,
  ) {
    this.name = start.name;
    this.kind = start.kind;
    this.attributes = { ...parent?.inherited(), ...start.attributes };
    const request = idsOf(this.attributes['smartplex.request_id']);
    this.id = (start.kind === 'server' && request?.spanId) || randomId(8);
    this.parentId = parent ? parent.id : aboveJob(start, request);
    this.traceId = (parent ?? request)?.traceId ?? randomId(16);
  }

  rename(name: string): void {
    this.name = name;
  }

  set(attributes: Readonly<Record<string, SpanValue>>): void {
    Object.assign(this.attributes, attributes);
  }

  fail(): void {
    this.failed = true;
  }

  end(): void {
    if (this.endedAt) return;
    this.endedAt = nowNs();
    this.onEnd(this);
  }

  private inherited(): Record<string, SpanValue> {
    return Object.fromEntries(ID_NAMES.map((name) => [name, this.attributes[name]]));
  }
}

/** A job hangs below the request that asked for it, which may have ended long ago, in another process. */
const aboveJob = ({ kind }: SpanStart, request: ReturnType<typeof idsOf>): string | null =>
  kind === 'consumer' && request ? request.spanId : null;

const randomId = (bytes: number): string => randomBytes(bytes).toString('hex');

const CLOCK_START_NS = BigInt(Date.now()) * 1_000_000n - process.hrtime.bigint();

function nowNs(): bigint {
  return CLOCK_START_NS + process.hrtime.bigint();
}

/**
 * A request and the jobs that it asks for are one trace, in whichever process they run, and the jobs are below the
 * request: both ids come of the request's.
 */
function idsOf(requestId: SpanValue): { traceId: string; spanId: string } | null {
  if (typeof requestId !== 'string') return null;
  const digest = createHash('sha256').update(requestId).digest('hex');
  return { traceId: digest.slice(0, 32), spanId: digest.slice(32, 48) };
}
