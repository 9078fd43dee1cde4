import type { Response } from 'express';

/** What a spreadsheet takes for the start of a formula. */
const FORMULA = /^[\s\u0000]*[=+\-@\t\r|%]/;

export type CsvValue = string | number | null;

/** One line of RFC 4180. Text that a spreadsheet would run gets an apostrophe in front; null is empty. */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(field).join(',')}\r\n`;
}

function field(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Sends lines as they come, no faster than the reader takes them. A source that fails before the first line is a
 * problem as ever; later only the broken connection tells that the file is not whole.
 */
export async function sendCsv(response: Response, fileName: string, lines: AsyncIterable<string>): Promise<void> {
  for await (const text of lines) {
    if (response.destroyed) return;
    if (!response.headersSent) start(response, fileName);
    if (!response.write(text)) await drained(response);
  }
  response.end();
}

function start(response: Response, fileName: string): void {
  response.status(200).set({
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${fileName}"`,
    'Cache-Control': 'no-store',
  });
}

function drained(response: Response): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.once('drain', done).once('close', done);
  });
}
