import type { LiveItems } from '../../library';
import type { ListingPart, PlexItem, PlexItemType } from '../../plex';
import type { PageWriteRepository } from './page-write.repository';
import type { Reading, SweepScope, SweptPage } from './reading';

/** More unknown keys than this on one page are read as a page of whole rows. */
const MOST_SINGLE_KEYS = 100;
const EMPTY_PAGE_RETRIES = 2;

/**
 * Lists keys only. Rows that are not stored, or are stored as gone, are fetched and written; those that
 * are stored count as seen, whatever changed about them.
 */
export class KeyReading implements Reading {
  /** What media servers allow: rows are small. */
  readonly pageSize = 1000;

  constructor(
    private readonly scope: SweepScope,
    private readonly live: LiveItems,
    private readonly writer: PageWriteRepository,
  ) {}

  get types(): readonly PlexItemType[] {
    return this.scope.progress.checkpoint.keyTypes;
  }

  async begin(type: PlexItemType): Promise<void> {
    const { progress, patience, client, section, signal } = this.scope;
    if (progress.checkpoint.totals[type] !== undefined) return;
    const total = await patience.bear(() => client.countRows(section.key, type, signal), signal);
    progress.open(type, total, null);
  }

  async read(type: PlexItemType, start: number, size: number, signal: AbortSignal): Promise<SweptPage> {
    const { client, section, patience } = this.scope;
    const part = { sectionKey: section.key, type, start, size };
    for (let tried = 0; ; tried++) {
      const page = await patience.bear(() => client.keyPage(part, signal), signal);
      if (page.rowCount === 0 && start < page.totalSize && tried < EMPTY_PAGE_RETRIES) continue;
      const keys = [...new Set(page.items.map(({ ratingKey }) => ratingKey))];
      const ids = await this.live.idsByKey(section, keys);
      const unknown = new Set(keys.filter((key) => !ids.has(key)));
      const items = await this.fetch(unknown, { ...part, size: page.rowCount }, signal);
      return { ...page, items, unusable: page.rowCount - page.items.length, knownIds: [...ids.values()] };
    }
  }

  async write(_: PlexItemType, { items, knownIds }: SweptPage): Promise<string[]> {
    if (items.length === 0) return knownIds;
    const { session, section, progress } = this.scope;
    const target = { section, runId: session.run.id, sums: 'settle' } as const;
    const written = await this.writer.writePage(target, items);
    progress.row.added += written.added;
    progress.row.updated += written.updated;
    return [...knownIds, ...written.itemIds];
  }

  /** Rows by their keys; what details do not tell about although it is listed is taken from the listing. */
  private async fetch(unknown: Set<string>, part: ListingPart, signal: AbortSignal): Promise<PlexItem[]> {
    const { client, patience } = this.scope;
    const found =
      unknown.size === 0 || unknown.size > MOST_SINGLE_KEYS
        ? []
        : await patience.bear(() => client.metadataBatch([...unknown], signal), signal);
    const items = new Map(found.map((item) => [item.ratingKey, item]));
    if (items.size === unknown.size) return found;
    for (const item of await this.rows(part, signal)) if (unknown.has(item.ratingKey)) items.set(item.ratingKey, item);
    return [...items.values()];
  }

  /** The rows of a page, whole. Those that have moved on since are missed, which makes the pass come up short. */
  private async rows(part: ListingPart, signal: AbortSignal): Promise<PlexItem[]> {
    const { client, patience } = this.scope;
    const items: PlexItem[] = [];
    for (let read = 0; read < part.size;) {
      const rest = { ...part, start: part.start + read, size: part.size - read };
      const page = await patience.bear(() => client.sectionPage(rest, signal), signal);
      if (page.rowCount === 0) break;
      items.push(...page.items);
      read += page.rowCount;
    }
    return items;
  }
}
