import { once } from 'node:events';
import type { Response } from 'express';
import { csvLine, CSV_BOM, type CsvCell } from './csv';

/**
 * Streams a file, a batch of rows in memory at a time, at the pace of the reader. Ends without a word when the reader
 * goes away. A fault before the first batch is answered as a problem; after it, the connection breaks off, so that
 * half a file is not taken for a whole one.
 */
export async function sendCsv<T>(
  response: Response,
  name: string,
  columns: readonly string[],
  batches: AsyncGenerator<T[]>,
  toLines: (item: T) => CsvCell[][],
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  let begun = false;
  try {
    for await (const batch of batches) {
      if (gone.signal.aborted) return;
      if (!begun) begin(response, name);
      const head = begun ? '' : CSV_BOM + csvLine(columns);
      begun = true;
      const text = head + batch.flatMap(toLines).map(csvLine).join('');
      if (text !== '' && !response.write(text)) await once(response, 'drain', { signal: gone.signal });
    }
    response.end();
  } catch (error) {
    if (gone.signal.aborted) return;
    if (!begun) throw error;
    response.destroy(error as Error);
  }
}

function begin(response: Response, name: string): void {
  response.set({
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${name}"`,
    'Cache-Control': 'private, no-store',
    'X-Content-Type-Options': 'nosniff',
  });
}
