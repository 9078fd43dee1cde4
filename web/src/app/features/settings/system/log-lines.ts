import type { LogLine } from '../../../api/types';

/** A tail is for looking, not for keeping: beyond so many lines the oldest ones leave. */
export const MOST_LINES = 500;

/** Newest first and each once, whichever way it came. */
export function withLine(lines: readonly LogLine[], line: LogLine): LogLine[] {
  if (lines.some(({ sequence }) => sequence === line.sequence)) return [...lines];
  const after = lines.findIndex(({ sequence }) => sequence < line.sequence);
  const at = after === -1 ? lines.length : after;
  return [...lines.slice(0, at), line, ...lines.slice(at)].slice(0, MOST_LINES);
}

/** Which request a line tells of, as the log writes it; '' where it tells of none. */
export function requestText({ fields: { method, url, statusCode } }: LogLine): string {
  if (typeof method !== 'string' || typeof url !== 'string') return '';
  return typeof statusCode === 'number' ? `${method} ${url} ${statusCode}` : `${method} ${url}`;
}

/** What a line holds besides its message, as it can be read. */
export function fieldsText({ fields }: LogLine): string {
  return Object.keys(fields).length === 0 ? '' : JSON.stringify(fields, null, 2);
}
