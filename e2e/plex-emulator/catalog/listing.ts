import type { Catalog } from './catalog';
import { dependsOnViewer, filterKeys, type Filter } from './filters';
import type { ItemType } from './keys';
import { FieldReader, sortKeys, VIEW_FIELDS, type SortTerm } from './sorting';
import type { Views } from '../plays/views';

export interface ListQuery {
  type: ItemType;
  filters: readonly Filter[];
  sort: readonly SortTerm[];
  accountId: number;
  nowSeconds: number;
}

/** Leaves come in the order of their titles, everything else by sort title, as the server does it unasked. */
const DEFAULT_SORT: SortTerm[] = [{ field: 'titleSort', descending: false }];
const CACHE_ENTRIES = 12;
const CACHE_BYTES = 16 * 1024 * 1024;

/** Sorted and filtered lists of keys. Orders are remembered, so that page 2 costs no second sort. */
export class Listing {
  private readonly cache = new Map<string, Uint32Array>();
  private cachedBytes = 0;

  constructor(
    private readonly catalog: Catalog,
    private readonly views: Views,
  ) {}

  keys(query: ListQuery): Uint32Array {
    const terms = query.sort.length > 0 ? query.sort : this.defaultSort(query.type);
    const name = this.cacheName(query, terms);
    const cached = this.cache.get(name);
    if (cached) return cached;
    const reader = new FieldReader(this.catalog, this.views, query.accountId);
    // A known order of everything is only sifted; without one, sorting what is left is less work.
    const sorted = this.cache.get(this.cacheName({ ...query, filters: [] }, terms));
    const filtered = filterKeys(reader, sorted ?? this.catalog.keys(query.type), query.filters, query.nowSeconds);
    const keys = sorted || terms.length === 0 ? filtered : sortKeys(reader, filtered, terms);
    this.remember(name, keys);
    return keys;
  }

  private defaultSort(type: ItemType): SortTerm[] {
    return type === 'movie' || type === 'show' || type === 'artist' || type === 'album' ? DEFAULT_SORT : [];
  }

  private cacheName({ type, filters, accountId }: ListQuery, terms: readonly SortTerm[]): string {
    const byViewer = dependsOnViewer(filters) || terms.some(({ field }) => VIEW_FIELDS.has(field));
    const viewer = byViewer ? `${accountId}@${this.views.version}` : '';
    return JSON.stringify([type, this.catalog.overlay.version, viewer, filters, terms]);
  }

  private remember(name: string, keys: Uint32Array): void {
    for (const [oldest, old] of this.cache) {
      if (this.cache.size < CACHE_ENTRIES && this.cachedBytes + keys.byteLength < CACHE_BYTES) break;
      this.cache.delete(oldest);
      this.cachedBytes -= old.byteLength;
    }
    this.cache.set(name, keys);
    this.cachedBytes += keys.byteLength;
  }
}
