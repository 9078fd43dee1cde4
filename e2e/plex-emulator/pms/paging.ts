import { plexValue } from '../http/call';
import type { PmsCall } from './pms-call';

/** `size` null: the client did not ask for pages and gets everything. */
export interface Page {
  start: number;
  size: number | null;
}

export interface Slice {
  from: number;
  to: number;
  /** Undefined on unpaged answers: the server tells a total only to those who page. */
  totalSize: number | undefined;
}

const MAX_PAGE = 1000;

function whole(text: string | null): number | null {
  if (text === null || !/^\d+$/.test(text.trim())) return null;
  return Number(text);
}

/** Header or query; a start without a size is no page. */
export function readPage(call: PmsCall): Page {
  return {
    start: whole(plexValue(call, 'X-Plex-Container-Start')) ?? 0,
    size: whole(plexValue(call, 'X-Plex-Container-Size')),
  };
}

/** New servers refuse listings without a size and pages above 1000. */
export const isRefused = (call: PmsCall, page: Page): boolean =>
  call.server.settings.strictPaging && (page.size === null || page.size > MAX_PAGE);

export function slicePage(call: PmsCall, count: number, page: Page): Slice {
  const limit = whole(call.query.get('limit'));
  const total = limit === null ? count : Math.min(limit, count);
  const { fault } = call;
  if (page.size === null) return { from: 0, to: total, totalSize: undefined };
  const from = Math.min(page.start, total);
  const full = Math.min(total, from + page.size);
  if (fault?.kind === 'empty-page') return { from, to: from, totalSize: total };
  if (fault?.kind === 'short-page')
    return { from, to: Math.min(full, from + (fault.rows ?? Math.ceil((full - from) / 2))), totalSize: total };
  if (fault?.kind === 'moving-total') return { from, to: full, totalSize: total + fault.hits };
  return { from, to: full, totalSize: total };
}

export function pageHeaders(page: Page, slice: Slice): Record<string, string> | undefined {
  if (slice.totalSize === undefined) return undefined;
  return { 'X-Plex-Container-Start': String(page.start), 'X-Plex-Container-Total-Size': String(slice.totalSize) };
}
