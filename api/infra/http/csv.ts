import { once } from 'node:events';
import type { Response } from 'express';

/** So that spreadsheets read the text as UTF-8. */
const BOM = '\uFEFF';

/** What some spreadsheet takes for the start of a formula, also behind what cannot be seen. */
const FORMULA = /^(?:[\s\p{Cc}\p{Cf}]*[=+\-@|%＝＋－＠]|[\t\r\n])/u;

export type CsvValue = string | number | boolean | null;

/** One line of RFC 4180. Text that a spreadsheet would run gets an apostrophe in front; null is empty. */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(field).join(',')}\r\n`;
}

function field(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Streams a file, a batch of rows in memory at a time, at the pace of the reader. Ends without a word when the reader
 * goes away. A fault before the first batch is answered as a problem; after it, the connection breaks off, so that
 * half a file is not taken for a whole one.
 */
export async function sendCsv(
  response: Response,
  fileName: string,
  columns: readonly string[],
  batches: AsyncIterable<readonly (readonly CsvValue[])[]>,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  let head = BOM + csvLine(columns);
  try {
    for await (const rows of batches) {
      if (gone.signal.aborted) return;
      if (head) begin(response, fileName);
      const text = head + rows.map(csvLine).join('');
      head = '';
      if (text !== '' && !response.write(text)) await once(response, 'drain', { signal: gone.signal });
    }
    if (head) begin(response, fileName);
    response.end(head);
  } catch (error) {
    if (gone.signal.aborted) return;
    if (head) throw error;
    response.destroy(error as Error);
  }
}

function begin(response: Response, fileName: string): void {
  response.status(200).set({
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${fileName}"`,
    'Cache-Control': 'no-store',
  });
}
