export type SpanValue = string | number | boolean | null | undefined;

/** What a span is told of: names of ours, codes and ids. Never a header, a body, an address, a title or a parameter. */
export interface SpanStart {
  name: string;
  /** `server` and `consumer` begin a trace; `client` is part of what runs, and nothing where nothing does. */
  kind: 'server' | 'consumer' | 'client';
  attributes?: Readonly<Record<string, SpanValue>>;
}

export interface OpenSpan {
  rename(name: string): void;
  set(attributes: Readonly<Record<string, SpanValue>>): void;
  fail(): void;
  end(): void;
}

export interface Tracer {
  /** Null for what is not worth a span. */
  open(start: SpanStart): OpenSpan | null;
  within<T>(span: OpenSpan, work: () => T): T;
}

let tracer: Tracer | null = null;

/** Null: nobody asked for traces, and nothing is paid for them. */
export function useTracer(chosen: Tracer | null): void {
  tracer = chosen;
}

export function isTracing(): boolean {
  return tracer !== null;
}

/** Runs `work` in a span that ends with it; what it throws marks the span. */
export function inSpan<T>(start: SpanStart, work: (span: OpenSpan | null) => Promise<T>): Promise<T> {
  const span = tracer?.open(start) ?? null;
  return tracer && span ? traced(tracer, span, work) : work(null);
}

/** For what ends by an event: the caller ends the span. */
export function withSpan<T>(start: SpanStart, work: (span: OpenSpan | null) => T): T {
  const span = tracer?.open(start) ?? null;
  return tracer && span ? tracer.within(span, () => work(span)) : work(null);
}

async function traced<T>(by: Tracer, span: OpenSpan, work: (span: OpenSpan) => Promise<T>): Promise<T> {
  try {
    return await by.within(span, () => work(span));
  } catch (error) {
    span.fail();
    throw error;
  } finally {
    span.end();
  }
}
