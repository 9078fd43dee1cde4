import { Injectable } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import type { Principal } from '../../common';
import { ItemBrowser } from '../item/item-browser';
import type { AudioFilter } from '../item/item-filter';
import type { ItemFilterQuery, SortedItemQuery } from '../item/item-query.dto';
import { AudioReader } from './audio-reader';
import { ItemLanguages, type UnheardItem } from './item-languages.repository';

/** More are not read for one question. */
const MOST = 200;
const PATIENCE_MS = 5_000;

/**
 * Sees to it that the languages of titles are known where somebody asks for one. Lists of Plex do not tell them, and
 * reading every title for the few who ask would cost each sync as many requests: so those are read that the other
 * filters leave, once, in the order in which they are listed.
 */
@Injectable()
export class AudioLanguages {
  constructor(
    private readonly browser: ItemBrowser,
    private readonly languages: ItemLanguages,
    private readonly reader: AudioReader,
    @InjectPinoLogger(AudioLanguages.name) private readonly logger: PinoLogger,
  ) {}

  /** Of the first titles of a listing whose languages are not known yet. Answers false where a server did not tell them. */
  async readListed(principal: Principal, query: SortedItemQuery & AudioFilter, signal?: AbortSignal): Promise<boolean> {
    const unread = { ...query, audioLanguage: undefined, audioUnread: true, cursor: undefined, limit: MOST };
    const { items } = await this.browser.list(principal, unread);
    return this.read(
      items.map(({ id }) => id),
      signal,
    );
  }

  /** The same of those among some titles that the filters hold for. */
  async readAmong(
    principal: Principal,
    itemIds: readonly string[],
    query: ItemFilterQuery & AudioFilter,
    signal?: AbortSignal,
  ): Promise<boolean> {
    const unread = { ...query, audioLanguage: undefined, audioUnread: true };
    const ids = await this.browser.among(principal, itemIds.slice(0, MOST), unread);
    return this.read([...ids], signal);
  }

  private async read(itemIds: readonly string[], signal?: AbortSignal): Promise<boolean> {
    if (itemIds.length === 0) return true;
    const late = AbortSignal.timeout(PATIENCE_MS);
    const until = signal ? AbortSignal.any([signal, late]) : late;
    const byServer = idsByServer(await this.languages.unheard(itemIds));
    const whole = await Promise.all(
      [...byServer].map(([serverId, ids]) =>
        this.reader.read(serverId, ids, until).then(
          () => true,
          (error: unknown) => {
            signal?.throwIfAborted();
            this.logger.info({ serverId, err: error }, 'The languages of titles could not be read');
            return false;
          },
        ),
      ),
    );
    return whole.every((one) => one);
  }
}

function idsByServer(items: readonly UnheardItem[]): Map<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const { serverId, itemId } of items) ids.set(serverId, [...(ids.get(serverId) ?? []), itemId]);
  return ids;
}
