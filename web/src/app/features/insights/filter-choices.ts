import { computed, inject, type Signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { LibraryApi } from '../../api/library.api';
import { TYPE_WORDS } from '../../core/items/item-words';
import type { ItemType } from '../../api/types';
import { text } from '../../core/lists/address';
import type { FilterChoice } from './insight-filters';

/** Filters of the address that every list has. */
export const PLACED = {
  sectionId: (value: string | null) => text(value, 100),
  q: (value: string | null) => text(value?.trim() ?? null, 200),
};

export function typeChoice(types: readonly ItemType[]): FilterChoice {
  return {
    name: 'type',
    label: $localize`Kind`,
    any: $localize`Any kind`,
    options: types.map((value) => ({ value, label: TYPE_WORDS[value].many })),
  };
}

/** The libraries to choose from; call in an injection context. Without them the filters still work by address. */
export function sectionChoice(): Signal<FilterChoice> {
  const api = inject(LibraryApi);
  const page = rxResource({ stream: () => api.sections() });
  return computed(() => ({
    name: 'sectionId',
    label: $localize`Library`,
    any: $localize`All libraries`,
    options: (page.hasValue() ? page.value().items : [])
      .filter(({ enabled }) => enabled)
      .map(({ id, title }) => ({ value: id, label: title })),
    unread: page.error()
      ? {
          text: $localize`Your libraries could not be read.`,
          busy: page.isLoading(),
          retry: () => void page.reload(),
        }
      : undefined,
  }));
}
