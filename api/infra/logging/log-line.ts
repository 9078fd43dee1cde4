import { LOG_LEVELS, type LogLevel } from './log-level';

/** One line of the log, read again. */
export interface LogLine {
  /** Grows with each line of the process. */
  sequence: number;
  /** ISO 8601; null for a line without a readable time. */
  at: string | null;
  level: LogLevel;
  message: string;
  /** Part of SmartPlex that wrote it. */
  source: string | null;
  requestId: string | null;
  fields: Record<string, unknown>;
}

/** Takes whatever a logger may have written: what is no JSON is a message. */
export function parseLogLine(sequence: number, text: string): LogLine {
  const { level, time, msg, context, requestId, ...fields } = parse(text);
  return {
    sequence,
    at: textOf(time),
    level: LOG_LEVELS.find((known) => known === level) ?? 'info',
    message: textOf(msg) ?? '',
    source: textOf(context),
    requestId: textOf(requestId),
    fields,
  };
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : { msg: text };
  } catch {
    return { msg: text.trim() };
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
