import { Injectable, inject } from '@angular/core';
import type { Observable } from 'rxjs';
import { Api } from './generated/api';
import { continueWatching } from './generated/fn/library/continue-watching';
import { type CountItems$Params, countItems } from './generated/fn/library/count-items';
import { getFacets } from './generated/fn/library/get-facets';
import { getItem } from './generated/fn/library/get-item';
import { listItemAnchors } from './generated/fn/library/list-item-anchors';
import { listItemChildren } from './generated/fn/library/list-item-children';
import { type ListItems$Params, listItems } from './generated/fn/library/list-items';
import { listSections } from './generated/fn/library/list-sections';
import { listWatchers } from './generated/fn/library/list-watchers';
import { updateSection } from './generated/fn/library/update-section';
import type { Anchor, Continued, Facets, Item, ItemCard, Page, Section, Watcher } from './types';

/** Filters of a listing as the API spells them; undefined ones are left out. */
export type ItemFilters = CountItems$Params;
export type ItemOrder = Pick<ListItems$Params, 'sort' | 'order'>;

@Injectable({ providedIn: 'root' })
export class LibraryApi {
  private readonly api = inject(Api);

  sections(): Observable<Page<Section>> {
    return this.api.invoke(listSections);
  }

  setSectionEnabled(id: string, enabled: boolean): Observable<Section> {
    return this.api.invoke(updateSection, { id, body: { enabled } });
  }

  items(query: ListItems$Params): Observable<Page<ItemCard>> {
    return this.api.invoke(listItems, query);
  }

  /** What the caller has begun, and which episode comes next; newest first. */
  continueWatching(limit: number): Observable<Page<Continued>> {
    return this.api.invoke(continueWatching, { limit });
  }

  count(filters: ItemFilters): Observable<{ count: number }> {
    return this.api.invoke(countItems, filters);
  }

  anchors(query: ItemFilters & ItemOrder & { every: number }): Observable<{ items: Anchor[] }> {
    return this.api.invoke(listItemAnchors, query);
  }

  facets(filters: ItemFilters): Observable<Facets> {
    return this.api.invoke(getFacets, filters);
  }

  item(id: string): Observable<Item> {
    return this.api.invoke(getItem, { id });
  }

  children(id: string, cursor?: string): Observable<Page<ItemCard>> {
    return this.api.invoke(listItemChildren, { id, limit: 100, cursor });
  }

  /** The last first. */
  watchers(id: string): Observable<Page<Watcher>> {
    return this.api.invoke(listWatchers, { id });
  }
}
