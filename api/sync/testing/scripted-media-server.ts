import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type RowType = 'movie' | 'show' | 'season' | 'episode' | 'artist' | 'album' | 'track';

/** A row of a library, in the server's own shape. */
export interface ScriptedRow {
  ratingKey: string;
  type: RowType;
  title: string;
  addedAt: number;
  /** Epoch seconds; servers leave it out now and then. */
  updatedAt?: number;
  parentRatingKey?: string;
  grandparentRatingKey?: string;
  index?: number;
  /** Bytes of its one file; none for titles without a file. */
  size?: number;
}

export interface ScriptedSection {
  key: string;
  type: 'movie' | 'show' | 'artist';
  title: string;
  rows: ScriptedRow[];
}

export interface AskedPage {
  sectionKey: string;
  type: RowType;
  start: number;
  size: number;
  updatedSince: number | null;
  sort: string | null;
}

export type Answer = {
  status?: number;
  body?: string;
  contentType?: string;
  drop?: boolean;
  hang?: boolean;
  delayMs?: number;
};

const TYPE_NUMBERS: Record<number, RowType> = {
  1: 'movie',
  2: 'show',
  3: 'season',
  4: 'episode',
  8: 'artist',
  9: 'album',
  10: 'track',
};

/** A media server of exactly the rows that a spec gives it, and of exactly the misbehaviour. Speaks real HTTP. */
export class ScriptedMediaServer {
  machineIdentifier = 'scripted-media-server';
  readonly token = 'scripted-token';
  sections: ScriptedSection[] = [];
  /** Answers instead of the server where it returns something. */
  interfere: (path: string, page: AskedPage | null) => Answer | null = () => null;
  /** Changes a page before it is sent. */
  bend: (page: AskedPage, reply: { rows: unknown[]; totalSize: number }) => void = () => undefined;
  /** A row as its details show it. */
  details: (row: ScriptedRow) => object = (row) => row;
  readonly asked: { path: string; page: AskedPage | null }[] = [];
  private server?: Server;

  get uri(): string {
    return `http://127.0.0.1:${(this.server!.address() as AddressInfo).port}`;
  }

  async start(): Promise<this> {
    this.server = createServer((request, response) => this.handle(request, response));
    await new Promise<void>((resolve) => this.server!.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async stop(): Promise<void> {
    this.server!.closeAllConnections();
    await new Promise((resolve) => this.server!.close(resolve));
  }

  heal(): void {
    this.interfere = () => null;
    this.bend = () => undefined;
  }

  countAsked(match: (path: string, page: AskedPage | null) => boolean): number {
    return this.asked.filter(({ path, page }) => match(path, page)).length;
  }

  /** The health check asks for other things once in a while, whatever runs. */
  countPages(): number {
    return this.countAsked((_, page) => page !== null);
  }

  private handle(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url!, 'http://server');
    const page = readPage(url, request);
    this.asked.push({ path: url.pathname, page });
    const answer = this.interfere(url.pathname, page);
    if (answer?.hang) return;
    if (answer?.drop) return void request.socket.destroy();
    const send = () => {
      if (answer && (answer.status || answer.body !== undefined)) {
        response.writeHead(answer.status ?? 200, { 'content-type': answer.contentType ?? 'application/json' });
        response.end(answer.body ?? '');
      } else this.answer(url, page, response);
    };
    if (answer?.delayMs) setTimeout(send, answer.delayMs);
    else send();
  }

  private answer(url: URL, page: AskedPage | null, response: ServerResponse): void {
    const container = this.container(url, page);
    if (!container) {
      response.writeHead(404, { 'content-type': 'text/html' });
      response.end('<html><head><title>Not Found</title></head><body><h1>404 Not Found</h1></body></html>');
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ MediaContainer: container }));
  }

  private container(url: URL, page: AskedPage | null): Record<string, unknown> | null {
    if (url.pathname === '/identity' || url.pathname === '/') {
      return { size: 0, machineIdentifier: this.machineIdentifier, version: '1.41.0', friendlyName: 'Scripted' };
    }
    if (url.pathname === '/library/sections') {
      const rows = this.sections.map(({ key, type, title }) => ({
        key,
        type,
        title,
        uuid: `uuid-${key}`,
        agent: 'tv.plex',
      }));
      return { size: rows.length, Directory: rows };
    }
    if (page) return this.page(page);
    const keys = /^\/library\/metadata\/([^/]+)$/.exec(url.pathname)?.[1].split(',') ?? [];
    const found = this.sections.flatMap(({ rows }) => rows).filter(({ ratingKey }) => keys.includes(ratingKey));
    return found.length > 0
      ? { size: found.length, Metadata: found.map((row) => ({ ...toMetadata(row), ...this.details(row) })) }
      : null;
  }

  private page(page: AskedPage): Record<string, unknown> | null {
    const section = this.sections.find(({ key }) => key === page.sectionKey);
    if (!section) return null;
    // Without a sort the order of the rows stands, as `addedAt` would have it.
    const since = page.updatedSince ?? -1;
    const listed = section.rows.filter((row) => row.type === page.type && since < (row.updatedAt ?? 0));
    if (page.sort === 'updatedAt:desc') listed.sort((a, b) => (b.updatedAt ?? 0) - (a.updatedAt ?? 0));
    const reply = {
      rows: listed.slice(page.start, page.start + page.size).map(toMetadata) as unknown[],
      totalSize: listed.length,
    };
    this.bend(page, reply);
    const { rows, totalSize } = reply;
    return { size: rows.length, offset: page.start, totalSize, ...(rows.length > 0 ? { Metadata: rows } : {}) };
  }
}

function readPage(url: URL, request: IncomingMessage): AskedPage | null {
  const sectionKey = /^\/library\/sections\/([^/]+)\/all$/.exec(url.pathname)?.[1];
  if (!sectionKey) return null;
  const since = [...url.searchParams].find(([name]) => name.startsWith('updatedAt>'))?.[1];
  return {
    sectionKey,
    type: TYPE_NUMBERS[Number(url.searchParams.get('type'))],
    start: Number(url.searchParams.get('X-Plex-Container-Start') ?? request.headers['x-plex-container-start']),
    size: Number(url.searchParams.get('X-Plex-Container-Size') ?? request.headers['x-plex-container-size']),
    updatedSince: since === undefined ? null : Number(since),
    sort: url.searchParams.get('sort'),
  };
}

function toMetadata(row: ScriptedRow): Record<string, unknown> {
  const { size, ...rest } = row;
  if (size === undefined) return rest;
  const file = `/media/${row.ratingKey}.mkv`;
  return { ...rest, Media: [{ id: Number(row.ratingKey), Part: [{ id: Number(row.ratingKey), file, size }] }] };
}

/** Films with keys from `from` on; every one has a file. */
export function films(count: number, from = 1): ScriptedRow[] {
  return Array.from({ length: count }, (_, i) => ({
    ratingKey: String(from + i),
    type: 'movie' as const,
    title: `Film ${from + i}`,
    addedAt: 1_600_000_000 + from + i,
    updatedAt: 1_600_000_000 + from + i,
    size: 1_000_000 + from + i,
  }));
}

/** Shows with their seasons and episodes, keys from `from` on. */
export function shows(count: number, seasons: number, episodes: number, from = 100_000): ScriptedRow[] {
  const rows: ScriptedRow[] = [];
  let key = from;
  const add = (row: Omit<ScriptedRow, 'ratingKey' | 'addedAt' | 'updatedAt'>) => {
    const ratingKey = String(key++);
    rows.push({ ratingKey, addedAt: 1_600_000_000 + key, updatedAt: 1_600_000_000 + key, ...row });
    return ratingKey;
  };
  for (let s = 0; s < count; s++) {
    const show = add({ type: 'show', title: `Show ${s}` });
    for (let n = 1; n <= seasons; n++) {
      const season = add({ type: 'season', title: `Season ${n}`, parentRatingKey: show, index: n });
      for (let e = 1; e <= episodes; e++) {
        add({
          type: 'episode',
          title: `Episode ${e}`,
          parentRatingKey: season,
          grandparentRatingKey: show,
          index: e,
          size: 1000,
        });
      }
    }
  }
  return rows;
}
