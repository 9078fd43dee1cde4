import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { notFound, type Principal } from '../../common';
import { posterReads } from '../../infra/metrics';
import { isPlexFault, PlexError, PlexServers } from '../../plex';
import { requireItemId } from '../item/item-id';
import { VisibleSections } from '../section/visible-sections.query';
import { Limiter } from './limiter';
import { PosterFiles } from './poster-files';
import { resize, snapWidth, UnusableImageError } from './poster-image';
import { PosterSourceQuery } from './poster-source.query';
import { ServerPatience } from './server-patience';

export interface Poster {
  /** Quoted, as it stands in the header. */
  etag: string;
  /** WebP. */
  load: () => Promise<Buffer>;
}

interface Wanted {
  serverId: string;
  thumb: string;
  width: number;
}

const MAX_PICTURE_BYTES = 20 * 1024 * 1024;
/** Pictures that are waited for at once. */
const FETCHED_AT_ONCE = 3;
/** Each may hold some 100 MB of pixels for a moment. */
const RESIZED_AT_ONCE = 3;
/** A poster that cannot be had is asked for again after this time, not for every look at the grid. */
const FAILED_FOR_MS = 30_000;
const COMPLAIN_EVERY_MS = 60_000;

/** Posters of items, fetched from Plex by us, resized, and kept on disk. */
@Injectable()
export class PosterService {
  private readonly underWay = new Map<string, Promise<Buffer>>();
  private readonly failed = new LRUCache<string, Error>({ max: 5_000, ttl: FAILED_FOR_MS });
  private readonly fetches = new Limiter(FETCHED_AT_ONCE);
  private readonly resizes = new Limiter(RESIZED_AT_ONCE);
  private readonly patience = new ServerPatience({ waitMs: 5_000, pauseMs: 10_000 });
  private complainedAt = -Infinity;

  constructor(
    private readonly visible: VisibleSections,
    private readonly sources: PosterSourceQuery,
    private readonly servers: PlexServers,
    private readonly files: PosterFiles,
    @InjectPinoLogger(PosterService.name) private readonly logger: PinoLogger,
  ) {}

  /**
   * The poster of an item that the caller may see. Nothing is fetched before `load`, which throws
   * PlexError when the poster is not kept and Plex does not give it.
   * @throws DomainError `not-found` for an item that is not there or has no poster
   */
  async find(principal: Principal, itemId: string, width: number): Promise<Poster> {
    const sections = await this.visible.list(principal);
    const source = await this.sources.find(
      requireItemId(itemId),
      sections.map(({ id }) => id),
    );
    if (!source) throw notFound('The item');
    const { serverId, thumb } = source;
    if (thumb === null) throw notFound('The poster');
    const snapped = snapWidth(width);
    const key = createHash('md5')
      .update(JSON.stringify([serverId, thumb, snapped]))
      .digest('hex');
    return { etag: `"${key}"`, load: () => this.load(key, serverId, thumb, snapped) };
  }

  /** Callers who ask for the same poster at once wait for the same fetch. */
  private load(key: string, serverId: string, thumb: string, width: number): Promise<Buffer> {
    const running = this.underWay.get(key);
    if (running) return running;
    const loading = this.readOrFetch(key, serverId, thumb, width).finally(() => this.underWay.delete(key));
    this.underWay.set(key, loading);
    return loading;
  }

  private async readOrFetch(key: string, serverId: string, thumb: string, width: number): Promise<Buffer> {
    const kept = await this.files.read(key);
    if (kept) {
      posterReads.inc({ from: 'disk' });
      return kept;
    }
    const failure = this.failed.get(key);
    if (failure) throw failure;
    return this.fetches.run(() => this.fetchPatiently(key, serverId, thumb, width));
  }

  /** A picture that comes too late for the one who asked is still there for the next. */
  private async fetchPatiently(key: string, serverId: string, thumb: string, width: number): Promise<Buffer> {
    if (this.patience.isLeft(serverId)) {
      const picture = this.fetch(serverId, thumb);
      const poster = this.makeAndKeep(key, { serverId, thumb, width }, picture);
      // Where patience ends, nobody is left to hear that it failed.
      poster.catch(() => undefined);
      // The server's time only: what we need for a large picture says nothing about it.
      const answered = picture.then(
        () => true,
        () => true,
      );
      if (await this.patience.wait(serverId, answered)) return poster;
    }
    throw new PlexError('timeout', pathOf(thumb), { detail: 'patience' });
  }

  private async fetch(serverId: string, thumb: string): Promise<Buffer> {
    const client = await this.servers.clientFor(serverId);
    const { body } = await client.image(thumb, { maxBytes: MAX_PICTURE_BYTES });
    return body;
  }

  private async makeAndKeep(key: string, { serverId, thumb, width }: Wanted, picture: Promise<Buffer>) {
    try {
      const body = await picture;
      const poster = await this.resizes.run(() => resize(body, width));
      posterReads.inc({ from: 'server' });
      await this.files.write(key, poster).catch((error: unknown) => this.complain(error));
      return poster;
    } catch (error) {
      const failure = toFailure(error, thumb);
      if (isPlexFault(failure, 'timeout')) this.patience.lose(serverId);
      posterReads.inc({ from: 'failed' });
      // What Plex says of this picture holds for a while; that it cannot be reached may be over at once.
      if (!(failure instanceof PlexError) || failure.fault === 'malformed') this.failed.set(key, failure);
      throw failure;
    }
  }

  /** A full or read-only disk makes posters slower, not absent. */
  private complain(error: unknown): void {
    if (performance.now() - this.complainedAt < COMPLAIN_EVERY_MS) return;
    this.complainedAt = performance.now();
    this.logger.warn({ err: error }, 'Posters cannot be kept on disk');
  }
}

function toFailure(error: unknown, thumb: string): Error {
  if (error instanceof UnusableImageError)
    return new PlexError('malformed', pathOf(thumb), { cause: error, detail: 'picture' });
  if (isPlexFault(error, 'too-large'))
    return new PlexError('malformed', error.path, { cause: error, detail: 'picture' });
  if (isPlexFault(error, 'not-found')) return notFound('The poster');
  return error as Error;
}

function pathOf(thumb: string): string {
  return thumb.split('?', 1)[0];
}
