import type { IncomingHttpHeaders } from 'node:http';
import { PlexError } from '../plex.errors';
import { itemRows, readContainer, readSize, type Container } from './container.schema';
import type { PlexItem } from './plex-item';
import { readType, toPlexItem } from './plex-item.mapper';
import type { PlexKey, PlexPage, PlexPlay } from './plex-server.types';
import { isRow, readEpoch, readInteger, readText, type RawRow } from './readers';

/** The rows of one page, the unusable ones left out of `items` but counted. */
export function readPage<Row>(
  json: unknown,
  headers: IncomingHttpHeaders,
  asked: { path: string; start: number },
  map: (row: RawRow, sectionKey: string | null) => Row | null,
): PlexPage<Row> {
  const { path, start } = asked;
  const container = readContainer(json, path);
  const rows = itemRows(container, path);
  const sectionKey = readText(container.fields.librarySectionID);
  const items: Row[] = [];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    const item = isRow(row) ? map(row, sectionKey) : null;
    if (item !== null) items.push(item);
  }
  refuseWrongStart(container, headers, asked);
  return { items, rowCount: rows.length, start, totalSize: totalSize(container, headers, rows.length, asked) };
}

/** A server (or proxy) that drops the paging parameters answers the first rows again and again. */
function refuseWrongStart(
  container: Container,
  headers: IncomingHttpHeaders,
  asked: { path: string; start: number },
): void {
  const start = container.offset ?? readSize(headers['x-plex-container-start']);
  if (start !== null && start !== asked.start)
    throw new PlexError('malformed', asked.path, { status: 200, detail: 'offset' });
}

function totalSize(
  container: Container,
  headers: IncomingHttpHeaders,
  rowCount: number,
  asked: { path: string; start: number },
): number {
  const total = container.totalSize ?? readSize(headers['x-plex-container-total-size']);
  if (total !== null) return total;
  // Without paging `size` is the whole listing; believed only when all of it is there.
  const unpaged = container.offset === null && asked.start === 0;
  if (unpaged && container.size === rowCount) return rowCount;
  throw new PlexError('malformed', asked.path, { status: 200, detail: 'total-size' });
}

/** Items of a reply that is not paged by us. */
export function readItems(json: unknown, path: string): PlexItem[] {
  const container = readContainer(json, path);
  const sectionKey = readText(container.fields.librarySectionID);
  const items: PlexItem[] = [];
  for (const row of itemRows(container, path)) {
    const item = isRow(row) ? toPlexItem(row, sectionKey) : null;
    if (item !== null) items.push(item);
  }
  return items;
}

/** The key of a row that an item can be made of; null for others. Servers may leave out the type: it was asked for. */
export function toPlexKey(row: RawRow): PlexKey | null {
  const ratingKey = readText(row.ratingKey);
  if (ratingKey === null || (row.type !== undefined && readType(row.type) === null)) return null;
  return { ratingKey };
}

const ACCOUNT_ID = /^\d{1,19}$/;

/** A finished view; null without a key of its own or without a time, since neither can be counted truly. */
export function toPlexPlay(row: RawRow): PlexPlay | null {
  const historyKey = readText(row.historyKey);
  const viewedAt = readEpoch(row.viewedAt);
  const accountId = readText(row.accountID);
  if (historyKey === null || viewedAt === null || accountId === null || !ACCOUNT_ID.test(accountId)) return null;
  return {
    historyKey,
    ratingKey: readText(row.ratingKey) ?? keyIn(row.key),
    parentRatingKey: readText(row.parentRatingKey) ?? keyIn(row.parentKey),
    grandparentRatingKey: readText(row.grandparentRatingKey) ?? keyIn(row.grandparentKey),
    librarySectionKey: readText(row.librarySectionID),
    accountId,
    deviceId: readText(row.deviceID),
    viewedAt,
    type: readText(row.type),
    title: readText(row.title),
    parentTitle: readText(row.parentTitle),
    grandparentTitle: readText(row.grandparentTitle),
    index: readInteger(row.index),
    parentIndex: readInteger(row.parentIndex),
  };
}

function keyIn(path: unknown): string | null {
  return typeof path === 'string' ? (/\/library\/metadata\/(\d+)(?:\/|$)/.exec(path)?.[1] ?? null) : null;
}
