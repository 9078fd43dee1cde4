import { productVersion } from '../../config';
import type { SpanValue } from '../spans';
import type { Span } from './span';

const KINDS = { server: 2, client: 3, consumer: 5 } as const;
const STATUS_ERROR = 2;

/** OTLP's JSON of some spans, as `POST /v1/traces` takes it. */
export function otlpDocument(spans: readonly Span[], role: string, given: Readonly<Record<string, string>> = {}) {
  const own = { 'service.name': 'smartplex', 'service.version': productVersion() };
  const resource = { ...own, ...given, 'smartplex.role': role };
  return {
    resourceSpans: [
      {
        resource: { attributes: attributesOf(resource) },
        scopeSpans: [{ scope: { name: 'smartplex', version: productVersion() }, spans: spans.map(spanOf) }],
      },
    ],
  };
}

function spanOf(span: Span) {
  return {
    traceId: span.traceId,
    spanId: span.id,
    ...(span.parentId ? { parentSpanId: span.parentId } : {}),
    name: span.name,
    kind: KINDS[span.kind],
    startTimeUnixNano: String(span.startedAt),
    endTimeUnixNano: String(span.endedAt),
    attributes: attributesOf(span.attributes),
    status: span.failed ? { code: STATUS_ERROR } : {},
  };
}

function attributesOf(values: Readonly<Record<string, SpanValue>>) {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([key, value]) => ({ key, value: valueOf(value as string | number | boolean) }));
}

function valueOf(value: string | number | boolean) {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}
