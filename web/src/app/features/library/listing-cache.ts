import { Injectable, inject } from '@angular/core';
import { LibraryApi } from '../../api/library.api';
import { RunFeed } from '../../core/runs/run-feed';
import { ItemListing } from './item-listing';
import { type LibraryState, listingKey, toFilters, toOrder } from './library-state';
import { PAGE_SIZE } from './page-plan';

/** Coming back from a title within this time finds the listing, and so the place in it, as it was left. */
const FRESH_MS = 5 * 60_000;

@Injectable({ providedIn: 'root' })
export class ListingCache {
  private readonly api = inject(LibraryApi);
  private kept: { key: string; listing: ItemListing } | null = null;

  constructor() {
    inject(RunFeed).ended.subscribe(() => this.clear());
  }

  open(state: LibraryState): ItemListing {
    const key = listingKey(state);
    const kept = this.kept;
    const usable =
      kept?.key === key && Date.now() - kept.listing.openedAt < FRESH_MS && kept.listing.problem() === null;
    if (kept && usable) return kept.listing;
    kept?.listing.close();
    const listing = this.create(state);
    this.kept = { key, listing };
    return listing;
  }

  /** The next `open` reads anew. */
  clear(): void {
    this.kept = null;
  }

  private create(state: LibraryState): ItemListing {
    const filters = toFilters(state);
    const order = toOrder(state);
    return new ItemListing({
      page: (cursor) => this.api.items({ ...filters, ...order, limit: PAGE_SIZE, cursor }),
      count: () => this.api.count(filters),
      anchors: (every) => this.api.anchors({ ...filters, ...order, every }),
    });
  }
}
