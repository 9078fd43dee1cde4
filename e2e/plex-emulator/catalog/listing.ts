import type { Catalog } from './catalog';
import { dateTest, dependsOnViewer, filterKeys, type Filter } from './filters';
import type { ItemType } from './keys';
import { FieldReader, sortKeys, VIEW_FIELDS, type SortTerm } from './sorting';
import { UpdatedAtColumn } from './updated-at';
import type { Views } from '../plays/views';

export interface ListQuery {
  type: ItemType;
  filters: readonly Filter[];
  sort: readonly SortTerm[];
  accountId: number;
  nowSeconds: number;
  /** Only the number of rows is wanted. */
  countOnly?: boolean;
}

/** Leaves come in the order of their titles, everything else by sort title, as the server does it unasked. */
const DEFAULT_SORT: SortTerm[] = [{ field: 'titleSort', descending: false }];
const CACHE_ENTRIES = 12;
const CACHE_BYTES = 16 * 1024 * 1024;

/** Sorted and filtered lists of keys. Orders are remembered, so that page 2 costs no second sort. */
export class Listing {
  private readonly cache = new Map<string, Uint32Array>();
  private cachedBytes = 0;
  private readonly updatedAt: UpdatedAtColumn;

  constructor(
    private readonly catalog: Catalog,
    private readonly views: Views,
  ) {
    this.updatedAt = new UpdatedAtColumn(catalog);
  }

  keys(query: ListQuery): Uint32Array {
    const terms = query.sort.length > 0 ? query.sort : this.defaultSort(query.type);
    const name = this.cacheName(query, terms);
    const cached = this.cache.get(name);
    if (cached) return cached;
    const reader = new FieldReader(this.catalog, this.views, query.accountId);
    if (query.countOnly) return this.filtered(reader, this.catalog.keys(query.type), query);
    if (query.filters.some(isUpdatedAt)) {
      const found = this.filtered(reader, this.catalog.keys(query.type), query);
      return this.remember(name, terms.length === 0 ? found : sortKeys(reader, found, terms));
    }
    // A known order of everything is only sifted; without one, sorting what is left is less work.
    const sorted = this.cache.get(this.cacheName({ ...query, filters: [] }, terms));
    const filtered = filterKeys(reader, sorted ?? this.catalog.keys(query.type), query.filters, query.nowSeconds);
    return this.remember(name, sorted || terms.length === 0 ? filtered : sortKeys(reader, filtered, terms));
  }

  /** @param keys in the order of the library */
  private filtered(reader: FieldReader, keys: Uint32Array, { type, filters, nowSeconds }: ListQuery): Uint32Array {
    const changed = filters
      .filter(isUpdatedAt)
      .reduce((left, filter) => this.updatedAt.filter(type, left, dateTest(filter, nowSeconds)), keys);
    return filterKeys(
      reader,
      changed,
      filters.filter((filter) => !isUpdatedAt(filter)),
      nowSeconds,
    );
  }

  private defaultSort(type: ItemType): SortTerm[] {
    return type === 'movie' || type === 'show' || type === 'artist' || type === 'album' ? DEFAULT_SORT : [];
  }

  private cacheName({ type, filters, accountId }: ListQuery, terms: readonly SortTerm[]): string {
    const byViewer = dependsOnViewer(filters) || terms.some(({ field }) => VIEW_FIELDS.has(field));
    const viewer = byViewer ? `${accountId}@${this.views.version}` : '';
    return JSON.stringify([type, this.catalog.overlay.version, viewer, filters, terms]);
  }

  private remember(name: string, keys: Uint32Array): Uint32Array {
    for (const [oldest, old] of this.cache) {
      if (this.cache.size < CACHE_ENTRIES && this.cachedBytes + keys.byteLength < CACHE_BYTES) break;
      this.cache.delete(oldest);
      this.cachedBytes -= old.byteLength;
    }
    this.cache.set(name, keys);
    this.cachedBytes += keys.byteLength;
    return keys;
  }
}

const isUpdatedAt = ({ field, scope }: Filter): boolean => field === 'updatedAt' && scope === '';
