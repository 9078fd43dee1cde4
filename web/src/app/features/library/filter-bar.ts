import { ChangeDetectionStrategy, Component, computed, input, output, signal } from '@angular/core';
import type { Facets, ItemType, Section } from '../../api/types';
import { TYPE_WORDS, resolutionWord, titleCount } from '../../core/items/item-words';
import { formatBytes, formatCount, formatDate } from '../../ui/format';
import { Icon } from '../../ui/icon';
import { LOCALE } from '../../ui/locale';
import { Unread } from '../../ui/unread';
import {
  type FilterName,
  type LibraryState,
  type PosterSize,
  SORTS,
  type Sort,
  type View,
  activeFilters,
  defaultOrder,
  normalised,
  withoutFilter,
  withoutFilters,
} from './library-state';

const SORT_WORDS: Record<Sort, string> = {
  title: $localize`Title`,
  addedAt: $localize`Date added`,
  year: $localize`Year`,
  rating: $localize`Rating`,
  sizeBytes: $localize`Size`,
  lastViewedAt: $localize`Last viewed`,
  relevance: $localize`Relevance`,
};
const SIZES: readonly { value: PosterSize; label: string }[] = [
  { value: 's', label: $localize`Small` },
  { value: 'm', label: $localize`Medium` },
  { value: 'l', label: $localize`Large` },
];

/** Everything that narrows and orders the listing; it only says what should change. */
@Component({
  selector: 'sp-filter-bar',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, Unread],
  templateUrl: './filter-bar.html',
  styleUrl: './filter-bar.scss',
})
export class FilterBar {
  readonly state = input.required<LibraryState>();
  readonly sections = input.required<readonly Section[]>();
  readonly facets = input.required<Facets | null>();
  readonly count = input.required<number | null>();
  /** Which of what there is to choose from could not be read. */
  readonly unread = input<{ sections: boolean; facets: boolean }>({ sections: false, facets: false });
  readonly asking = input(false);
  readonly changed = output<LibraryState>();
  readonly retry = output<void>();

  /** There is room for them on a wide screen; elsewhere they are asked for. */
  protected readonly open = signal(window.matchMedia('(min-width: 1024px) and (min-height: 720px)').matches);
  protected readonly sizes = SIZES;
  protected readonly types = Object.entries(TYPE_WORDS).map(([value, { many }]) => ({ value, label: many }));
  protected readonly sorts = computed(() => {
    const names: Sort[] = this.state().q === '' ? [...SORTS] : ['relevance', ...SORTS];
    return names.map((value) => ({ value, label: SORT_WORDS[value] }));
  });
  protected readonly resolutions = computed(() =>
    (this.facets()?.resolutions ?? []).map(({ value, count }) => ({
      value,
      label: `${resolutionWord(value)} (${formatCount(count)})`,
    })),
  );
  protected readonly genres = computed(() =>
    [...(this.facets()?.genres ?? [])]
      .sort((a, b) => a.value.localeCompare(b.value, LOCALE))
      .map(({ value, count }) => ({ value, label: `${value} (${formatCount(count)})` })),
  );
  protected readonly years = computed(() => {
    const values = (this.facets()?.years ?? []).map(({ value }) => value);
    return values.length === 0 ? { min: 1880, max: 2100 } : { min: Math.min(...values), max: Math.max(...values) };
  });
  protected readonly chips = computed(() =>
    activeFilters(this.state()).map((name) => {
      const label = this.describe(name);
      return { name, label, removes: $localize`Remove filter ${label}:filter:` };
    }),
  );
  protected readonly orderWords = computed(() =>
    this.state().order === 'asc'
      ? $localize`Ascending, change to descending`
      : $localize`Descending, change to ascending`,
  );
  protected readonly countWords = computed(() => {
    const count = this.count();
    return count === null ? '' : titleCount(count);
  });

  protected readonly unreadWords = computed(() => {
    const { sections, facets } = this.unread();
    if (sections && facets) return $localize`Libraries, genres and qualities could not be read.`;
    if (sections) return $localize`Libraries could not be read.`;
    return facets ? $localize`Genres and qualities could not be read.` : '';
  });

  protected set(change: Partial<LibraryState>): void {
    this.changed.emit(normalised({ ...this.state(), ...change }));
  }

  protected setType(value: string): void {
    this.set({ type: (value || null) as ItemType | null });
  }

  protected setWatched(value: string): void {
    this.set({ watched: value === '' ? null : value === 'true' });
  }

  protected setYear(which: 'yearFrom' | 'yearTo', value: string): void {
    const year = /^\d{1,4}$/.test(value) ? Number(value) : null;
    this.set({ [which]: year });
  }

  protected setSort(value: string): void {
    const sort = value as Sort;
    this.set({ sort, order: defaultOrder(sort) });
  }

  protected flipOrder(): void {
    this.set({ order: this.state().order === 'asc' ? 'desc' : 'asc' });
  }

  protected setView(view: View): void {
    this.set({ view });
  }

  protected setSize(value: string): void {
    this.set({ size: value as PosterSize });
  }

  protected remove(name: FilterName): void {
    this.changed.emit(withoutFilter(this.state(), name));
  }

  protected clear(): void {
    this.changed.emit(withoutFilters(this.state()));
  }

  private describe(name: FilterName): string {
    return describeFilter(this.state(), name, this.sections());
  }
}

/** A filter in words, as its chip shows it. */
export function describeFilter(state: LibraryState, name: FilterName, sections: readonly Section[]): string {
  const words: Record<FilterName, () => string> = {
    q: () => $localize`“${state.q}:words:”`,
    type: () => (state.type ? TYPE_WORDS[state.type].many : ''),
    sectionId: () => sections.find(({ id }) => id === state.sectionId)?.title ?? $localize`One library`,
    serverId: () => $localize`One server`,
    genre: () => state.genre ?? '',
    yearFrom: () => $localize`From ${state.yearFrom}:year:`,
    yearTo: () => $localize`Until ${state.yearTo}:year:`,
    resolution: () => resolutionWord(state.resolution ?? ''),
    watched: () => (state.watched ? $localize`Watched` : $localize`Not watched`),
    addedSince: () => (state.addedSince ? $localize`Added since ${formatDate(state.addedSince)}:date:` : ''),
    sizeMin: () => $localize`From ${formatBytes(state.sizeMin)}:size:`,
  };
  return words[name]();
}
