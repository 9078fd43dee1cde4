import { AsyncLocalStorage } from 'node:async_hooks';
import type { AppConfig } from '../../config';
import { Delivery } from '../delivery';
import type { SpanStart, Tracer } from '../spans';
import type { TelemetryLog } from '../telemetry-log';
import { otlpDocument } from './otlp-document';
import { Span } from './span';

const SEND_EVERY_MS = 5_000;
const MOST_AT_ONCE = 512;
/** A collector that is slower than we are loses spans; we do not keep them. */
const MOST_KEPT = 4_096;

/** Traces to a collector, as OTLP over HTTP in JSON. */
export function startTracing(
  { endpoint, headers, ratio, resource }: NonNullable<AppConfig['telemetry']['otlp']>,
  role: string,
  log: TelemetryLog,
): { tracer: Tracer; stop: () => Promise<void> } {
  const url = `${endpoint}/v1/traces`;
  const delivery = new Delivery('Traces', { url, headers: { ...headers, 'content-type': 'application/json' } }, log);
  const sender = new SpanSender(delivery, (spans) => otlpDocument(spans, role, resource));
  return { tracer: new SamplingTracer(ratio, (span) => sender.add(span)), stop: () => sender.stop() };
}

class SpanSender {
  private waiting: Span[] = [];
  private sending: Promise<void> | null = null;
  private readonly timer = setInterval(() => void this.send(), SEND_EVERY_MS).unref();

  constructor(
    private readonly delivery: Delivery,
    private readonly documentOf: (spans: readonly Span[]) => unknown,
  ) {}

  add(span: Span): void {
    if (this.waiting.length >= MOST_KEPT) return;
    this.waiting.push(span);
    if (this.waiting.length >= MOST_AT_ONCE) void this.send();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    do await this.send();
    while (this.waiting.length > 0);
  }

  /** One post at a time, and nothing but spans waits for it. */
  private send(): Promise<void> {
    this.sending ??= this.sendWaiting().finally(() => (this.sending = null));
    return this.sending;
  }

  private async sendWaiting(): Promise<void> {
    do {
      const batch = this.waiting.splice(0, MOST_AT_ONCE);
      if (batch.length > 0) await this.delivery.post(JSON.stringify(this.documentOf(batch)));
    } while (this.waiting.length >= MOST_AT_ONCE);
  }
}

class SamplingTracer implements Tracer {
  private readonly current = new AsyncLocalStorage<Span>();

  constructor(
    private readonly ratio: number,
    private readonly onEnd: (span: Span) => void,
  ) {}

  open(start: SpanStart): Span | null {
    if (start.kind !== 'client') return new Span(start, null, (span) => this.isSampled(span) && this.onEnd(span));
    const parent = this.current.getStore();
    return parent && this.isSampled(parent) ? new Span(start, parent, this.onEnd) : null;
  }

  within<T>(span: Span, work: () => T): T {
    return this.current.run(span, work);
  }

  /** By the trace's id, so that every process decides alike. */
  private isSampled({ traceId }: Span): boolean {
    return parseInt(traceId.slice(0, 8), 16) < this.ratio * 0x1_0000_0000;
  }
}
