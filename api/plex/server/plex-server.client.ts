import { isPlexFault, isUnreadableBody, PlexError } from '../plex.errors';
import { barePath, parseJson, type PlexReply, type RetryPolicy } from '../transport';
import type { StreamTiming } from './event-stream/channel';
import { EventStream, type EventListener } from './event-stream';
import { KEY_LISTING } from './key-listing';
import { readItems, readPage, toPlexKey, toPlexPlay } from './page-reader';
import { PLEX_TYPE_NUMBERS, type PlexItem, type PlexItemType } from './plex-item';
import { toPlexItem } from './plex-item.mapper';
import type {
  HistoryRequest,
  ListingPart,
  PageRequest,
  PlexAbout,
  PlexIdentity,
  PlexImage,
  PlexKey,
  PlexPage,
  PlexPlay,
  PlexSection,
  PlexSectionPage,
  PlexSession,
  SeenRequest,
} from './plex-server.types';
import { isServerPath, type RawRow } from './readers';
import { readAbout, readIdentity, readSections } from './section-reader';
import { readSessions } from './session-reader';
import type { ServerCall, ServerConnection, ServerTarget } from './server-connection';

/** Media servers refuse more, or will. */
const MAX_PAGE_SIZE = 1000;
const MAX_IMAGE_BYTES = 20 * 1024 * 1024;
const BATCH_SIZE = 100;
/** What arrives while a listing is paged lands at its end. */
const STABLE_ORDER = 'addedAt:asc';

/** Parts of a row that nothing here reads: up to two thirds of the bytes. A request, no guarantee. */
const UNUSED_ELEMENTS = 'Image,UltraBlurColors,Rating,Label,Field,Writer,Producer,Similar,Chapter,Marker,Mood,Style';

/** Where only the view state counts. */
const SEEN_UNUSED = `${UNUSED_ELEMENTS},Media,Guid,Genre,Role,Director,Country,Collection`;

/** The same of a play. */
const UNUSED_PLAY_FIELDS = 'thumb,parentThumb,grandparentThumb,art,grandparentArt,originallyAvailableAt';

const ONE_TRY: RetryPolicy = { tries: 1, baseMs: 0, maxWaitMs: 0 };
/** A second try only where the first failed fast: a page waits for the answer. */
const HASTY: RetryPolicy = { tries: 2, baseMs: 200, maxWaitMs: 1_000, budgetMs: 2_000 };

const refusesMarkup = (contentType: string) => /\b(html|xml)\b/.test(contentType);

/**
 * One media server. Every method throws PlexError and nothing else; each try is bounded by
 * PLEX_TIMEOUT_MS of silence, bodies by 64 MiB.
 */
export class PlexServerClient {
  /** @param machineIdentifier of the server that is meant; null where nobody knows yet who answers */
  constructor(
    private readonly connection: ServerConnection,
    private readonly machineIdentifier: string | null = null,
  ) {}

  /** Asks without retries: also the probe of an address. */
  identity(signal?: AbortSignal): Promise<PlexIdentity> {
    return this.json({ path: '/identity', lane: 'other', open: true, signal, retry: ONE_TRY }, readIdentity);
  }

  /** Needs a token that the server accepts. */
  about(signal?: AbortSignal): Promise<PlexAbout> {
    return this.json({ path: '/', lane: 'other', signal, retry: ONE_TRY }, (json, path) =>
      this.fromOurs(readAbout(json, path), path),
    );
  }

  /**
   * Asks who answers: an address may have passed to another server, whose titles are not this one's.
   * @throws PlexError `unreachable` where it has, and the server meant is nowhere else to be found
   */
  async ensureSame(signal?: AbortSignal): Promise<void> {
    await this.json({ path: '/identity', lane: 'other', open: true, signal }, (json, path) =>
      this.fromOurs(readIdentity(json, path), path),
    );
  }

  /** All libraries of every type. */
  sections(signal?: AbortSignal): Promise<PlexSection[]> {
    return this.json({ path: '/library/sections', lane: 'other', signal }, readSections);
  }

  /** Keys of the libraries that another account's token for this server may see. */
  async sharedSectionKeys(token: string, signal?: AbortSignal): Promise<string[]> {
    const sections = await this.json({ path: '/library/sections', lane: 'other', token, signal }, readSections);
    return sections.map((section) => section.key);
  }

  /**
   * One page of a library. Where a page cannot be read it is asked for in halves, so that one broken
   * row takes no others with it: the answer may then hold fewer rows than asked for.
   * @throws PlexError that `isUnreadableBody` when the row at `start` alone cannot be read
   */
  sectionPage(request: PageRequest, signal?: AbortSignal): Promise<PlexSectionPage> {
    return inHalves(request, (part) => this.wholeSectionPage(part, signal));
  }

  /**
   * The same rows by their keys only: what the server can be talked into leaving out is not sent.
   * @throws PlexError `malformed` when a single row cannot be read
   */
  keyPage(request: ListingPart, signal?: AbortSignal): Promise<PlexPage<PlexKey>> {
    return inHalves(request, ({ sectionKey, type, start, size }) => {
      const query = { ...KEY_LISTING, type: PLEX_TYPE_NUMBERS[type], sort: STABLE_ORDER };
      return this.page({ path: listingPath(sectionKey), query, lane: 'list', signal }, start, size, toPlexKey);
    });
  }

  /** Rows that the listing of a type has now, by a reply without rows. */
  async countRows(sectionKey: string, type: PlexItemType, signal?: AbortSignal): Promise<number> {
    const query = { ...KEY_LISTING, type: PLEX_TYPE_NUMBERS[type] };
    const call: ServerCall = { path: listingPath(sectionKey), query, lane: 'list', signal };
    return (await this.page(call, 0, 0, toPlexKey)).totalSize;
  }

  /** Null only when the server answers 404: anything else that is not this item throws. */
  async metadata(ratingKey: string, signal?: AbortSignal): Promise<PlexItem | null> {
    const path = `/library/metadata/${pathKey(ratingKey)}`;
    try {
      return await this.json({ path, query: { includeGuids: 1 }, lane: 'other', signal }, (json) => {
        const item = readItems(json, path).find((found) => found.ratingKey === ratingKey);
        if (!item) throw new PlexError('malformed', path, { status: 200, detail: 'other-item' });
        return item;
      });
    } catch (error) {
      // Not the 410 of a proxy: a null lets the item be removed.
      if (isPlexFault(error, 'not-found') && error.status === 404) return null;
      throw error;
    }
  }

  /** Those of the items that the server has. A missing one is a hint only: ask `metadata` before believing it. */
  async metadataBatch(ratingKeys: readonly string[], signal?: AbortSignal): Promise<PlexItem[]> {
    const items: PlexItem[] = [];
    for (let i = 0; i < ratingKeys.length; i += BATCH_SIZE) {
      const wanted = new Set(ratingKeys.slice(i, i + BATCH_SIZE).filter(isPathKey));
      if (wanted.size === 0) continue;
      const found = await this.batch([...wanted], signal);
      items.push(...found.filter((item) => wanted.has(item.ratingKey)));
    }
    return items;
  }

  /** Seasons of a show, episodes of a season, albums, tracks: all of them or an error. */
  async children(ratingKey: string, signal?: AbortSignal): Promise<PlexItem[]> {
    const path = `/library/metadata/${pathKey(ratingKey)}/children`;
    const items: PlexItem[] = [];
    let start = 0;
    for (;;) {
      const query = { includeGuids: 1, excludeAllLeaves: 1 };
      const page = await this.page({ path, query, lane: 'other', signal }, start, MAX_PAGE_SIZE, toPlexItem);
      items.push(...page.items);
      start += page.rowCount;
      if (start >= page.totalSize) return items;
      if (page.rowCount === 0) throw new PlexError('malformed', path, { status: 200, detail: 'short-listing' });
    }
  }

  /** Finished views, newest first unless asked for otherwise. */
  history(request: HistoryRequest, signal?: AbortSignal): Promise<PlexPage<PlexPlay>> {
    const { start, size, viewedSince, accountId, oldestFirst = false } = request;
    const query: Record<string, string | number> = {
      sort: oldestFirst ? 'viewedAt:asc' : 'viewedAt:desc',
      excludeFields: UNUSED_PLAY_FIELDS,
    };
    if (viewedSince) query['viewedAt>'] = epochSeconds(viewedSince);
    if (accountId !== undefined) query.accountID = accountId;
    return this.page({ path: '/status/sessions/history/all', query, lane: 'list', signal }, start, size, toPlexPlay);
  }

  /**
   * Items that another account has seen, by its own token, with that account's view state. A server that does
   * not know the filter lists unseen ones too.
   */
  seenItems(request: SeenRequest, signal?: AbortSignal): Promise<PlexPage> {
    return this.viewPage(request, { unwatched: 0 }, signal);
  }

  /** Items that another account has rated, seen or not. A server that does not know the filter lists others too. */
  ratedItems(request: SeenRequest, signal?: AbortSignal): Promise<PlexPage> {
    return this.viewPage(request, { 'userRating>>': 0 }, signal);
  }

  /** What is being played right now, by everybody. */
  sessions(signal?: AbortSignal): Promise<PlexSession[]> {
    return this.json({ path: '/status/sessions', lane: 'other', signal, retry: HASTY }, readSessions);
  }

  /**
   * A picture by the path that the server gave.
   * @throws PlexError `malformed` for anything but a picture, `too-large` beyond `maxBytes` (20 MiB)
   */
  image(
    path: string,
    { maxBytes = MAX_IMAGE_BYTES }: { maxBytes?: number } = {},
    signal?: AbortSignal,
  ): Promise<PlexImage> {
    if (!isServerPath(path)) return Promise.reject(new PlexError('malformed', '/', { detail: 'image-path' }));
    const refuses = (contentType: string) => !contentType.startsWith('image/') || contentType.startsWith('image/svg');
    const call: ServerCall = {
      path,
      lane: 'other',
      headers: { accept: 'image/*' },
      maxBytes,
      refuses,
      signal,
      retry: HASTY,
    };
    return this.connection.call(call, ({ body, contentType }) => {
      if (body.length === 0) throw new PlexError('malformed', barePath(path), { status: 200, detail: 'empty' });
      return { body, contentType: contentType.split(';', 1)[0].trim() };
    });
  }

  /**
   * Listens to what the server tells by itself, and goes on to until the stream or this client is closed,
   * whatever happens to connections meanwhile. The token decides what is told: an owner's hears everything.
   */
  listen(listener: EventListener, timing?: StreamTiming): EventStream {
    return new EventStream(this.connection.line(), listener, timing);
  }

  /** The server was linked anew: the next call goes to this address with this token. */
  retarget(target: ServerTarget): void {
    this.connection.retarget(target);
  }

  /** Drops the sockets; calls under way fail. */
  close(): Promise<void> {
    return this.connection.close();
  }

  private viewPage(
    { token, sectionKey, type, start, size }: SeenRequest,
    filter: Record<string, number>,
    signal?: AbortSignal,
  ): Promise<PlexPage> {
    const query = { type: PLEX_TYPE_NUMBERS[type], ...filter, sort: STABLE_ORDER, excludeElements: SEEN_UNUSED };
    return this.page({ path: listingPath(sectionKey), query, lane: 'list', token, signal }, start, size, toPlexItem);
  }

  private wholeSectionPage(request: PageRequest, signal?: AbortSignal): Promise<PlexSectionPage> {
    const { sectionKey, type, start, size, sort = STABLE_ORDER, updatedSince, known } = request;
    const query: Record<string, string | number> = {
      type: PLEX_TYPE_NUMBERS[type],
      includeGuids: 1,
      excludeElements: UNUSED_ELEMENTS,
      sort,
    };
    // `>>=` is "after": one second earlier makes it "at or after".
    if (updatedSince) query['updatedAt>>'] = epochSeconds(updatedSince) - 1;
    const path = listingPath(sectionKey);
    const call = pagedCall({ path, query, lane: 'list', signal }, start, size);
    return this.connection.call(call, (reply): PlexSectionPage => {
      const digest = reply.digest();
      if (known?.digest === digest) return { ...known, items: [], start, isKnown: true };
      const page = readPage(parseJson(reply, path), reply.headers, { path, start }, toPlexItem);
      return { ...page, digest, isKnown: false };
    });
  }

  private async batch(ratingKeys: string[], signal?: AbortSignal): Promise<PlexItem[]> {
    const path = `/library/metadata/${ratingKeys.map(pathKey).join(',')}`;
    try {
      return await this.json({ path, query: { includeGuids: 1 }, lane: 'other', signal }, (json) =>
        readItems(json, path),
      );
    } catch (error) {
      if (isPlexFault(error, 'not-found')) return [];
      throw error;
    }
  }

  private page<Row>(
    call: ServerCall,
    start: number,
    size: number,
    map: (row: RawRow, sectionKey: string | null) => Row | null,
  ): Promise<PlexPage<Row>> {
    const asked = { path: call.path, start };
    return this.json(pagedCall(call, start, size), (json, _, reply) => readPage(json, reply.headers, asked, map));
  }

  /** Inside each try, so that a server that moved away is looked for as one that is silent. */
  private fromOurs<T extends { machineIdentifier: string }>(answer: T, path: string): T {
    if (this.machineIdentifier === null || answer.machineIdentifier === this.machineIdentifier) return answer;
    throw new PlexError('unreachable', path, { detail: 'other-server' });
  }

  private json<T>(call: ServerCall, read: (json: unknown, path: string, reply: PlexReply) => T): Promise<T> {
    return this.connection.call({ ...call, refuses: refusesMarkup }, (reply) =>
      read(parseJson(reply, call.path), call.path, reply),
    );
  }
}

function pagedCall(call: ServerCall, start: number, size: number): ServerCall {
  const paging = { 'X-Plex-Container-Start': String(start), 'X-Plex-Container-Size': String(size) };
  // Servers and the proxies before them honour one of the two, not always the same.
  return { ...call, query: { ...call.query, ...paging }, headers: paging, refuses: refusesMarkup };
}

/** A page that cannot be read is asked for in halves; the answer may then hold fewer rows than asked for. */
async function inHalves<Request extends ListingPart, Page>(
  request: Request,
  read: (part: Request) => Promise<Page>,
): Promise<Page> {
  try {
    return await read(request);
  } catch (error) {
    if (!isUnreadableBody(error) || request.size <= 1) throw error;
    return inHalves({ ...request, known: undefined, size: Math.ceil(request.size / 2) }, read);
  }
}

function listingPath(sectionKey: string): string {
  return `/library/sections/${pathKey(sectionKey)}/all`;
}

/** Whether a key can be one segment of a path; a comma would make it two keys. */
function isPathKey(key: string): boolean {
  return key !== '' && key !== '.' && key !== '..' && !key.includes(',');
}

function pathKey(key: string): string {
  if (!isPathKey(key)) throw new PlexError('malformed', '/', { detail: 'key' });
  return encodeURIComponent(key);
}

function epochSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}
