import { DestroyRef, type Signal, effect, inject, untracked } from '@angular/core';
import { LibraryApi } from '../../api/library.api';
import type { ItemCard } from '../../api/types';
import { PagedList } from '../../core/lists/paged-list';

/** The children of an item, page by page, following a parent id; call in an injection context. */
export function childrenOf(parentId: Signal<string | null>): PagedList<ItemCard> {
  const api = inject(LibraryApi);
  const list = new PagedList<ItemCard>((cursor) => {
    const id = parentId();
    return id === null ? null : api.children(id, cursor);
  });
  effect(() => {
    parentId();
    untracked(() => list.restart());
  });
  inject(DestroyRef).onDestroy(() => list.stop());
  return list;
}

/** The first rows have come, or cannot be read. */
export function hasSettled(list: PagedList<ItemCard>): boolean {
  return list.loaded() || list.problem() !== null;
}
