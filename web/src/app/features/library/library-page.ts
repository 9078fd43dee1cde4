import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  inputBinding,
  outputBinding,
  signal,
  untracked,
} from '@angular/core';
import { rxResource, toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { map } from 'rxjs';
import { LibraryApi } from '../../api/library.api';
import { shapeOf } from '../../core/items/item-words';
import { RunFeed } from '../../core/runs/run-feed';
import { SessionStore } from '../../core/session/session-store';
import { afterPaint } from '../../ui/after-paint';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { LazyView } from '../../ui/lazy-view';
import { ProblemPanel } from '../../ui/problem-panel';
import type { PosterShape } from '../../ui/poster';
import { Skeleton } from '../../ui/skeleton';
import { FilterBar, describeFilter } from './filter-bar';
import { ItemGrid } from './item-grid';
import {
  type LibraryState,
  activeFilters,
  readState,
  withoutFilter,
  withoutFilters,
  writeState,
} from './library-state';
import { ListingCache } from './listing-cache';

@Component({
  selector: 'sp-library-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [EmptyState, FilterBar, Icon, ItemGrid, LazyView, ProblemPanel, RouterLink, Skeleton],
  host: { class: 'sp-page' },
  templateUrl: './library-page.html',
  styleUrl: './library-page.scss',
})
export class LibraryPage {
  private readonly api = inject(LibraryApi);
  private readonly cache = inject(ListingCache);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  protected readonly feed = inject(RunFeed);
  protected readonly isAdmin = inject(SessionStore).isAdmin;
  private readonly generation = signal(0);
  /** Most stay with the posters. */
  protected readonly table = () => import('./item-table').then((m) => m.ItemTable);
  protected readonly tableMissing = signal(false);

  protected readonly state = toSignal(this.route.queryParamMap.pipe(map(readState)), { requireSync: true });
  protected readonly listing = computed(() => {
    this.generation();
    const state = this.state();
    return untracked(() => this.cache.open(state));
  });
  protected readonly tableBindings = [
    inputBinding('listing', this.listing),
    inputBinding('sort', () => this.state().sort),
    inputBinding('order', () => this.state().order),
    outputBinding<Pick<LibraryState, 'sort' | 'order'>>('sorted', (sorted) =>
      this.show({ ...this.state(), ...sorted }),
    ),
  ];
  protected readonly sectionPage = rxResource({ stream: () => this.api.sections() });
  protected readonly sections = computed(() =>
    this.sectionPage.hasValue() ? this.sectionPage.value().items.filter(({ enabled }) => enabled) : [],
  );
  /** What could be chosen within the library and kind, whatever else is chosen. */
  private readonly facetScope = computed(
    () => ({
      sectionId: this.state().sectionId ?? undefined,
      type: this.state().type ?? undefined,
      generation: this.generation(),
    }),
    { equal: (a, b) => a.sectionId === b.sectionId && a.type === b.type && a.generation === b.generation },
  );
  private readonly facetPage = rxResource({
    params: () => this.facetScope(),
    stream: ({ params: { sectionId, type } }) => this.api.facets({ sectionId, type }),
  });
  /** Filters still work by address when the facets do not come. */
  protected readonly facets = computed(() => (this.facetPage.hasValue() ? this.facetPage.value() : null));
  /** Where the titles cannot be read either, one fault and one retry stand for all. */
  protected readonly unread = computed(() => {
    const told = this.listing().problem() === null;
    return {
      sections: told && this.sectionPage.error() !== undefined,
      facets: told && this.facetPage.error() !== undefined,
    };
  });
  protected readonly asking = computed(() => this.sectionPage.isLoading() || this.facetPage.isLoading());
  protected readonly shape = computed<PosterShape>(() => {
    const { type, sectionId } = this.state();
    if (type) return shapeOf(type);
    return this.sections().find(({ id }) => id === sectionId)?.type === 'artist' ? 'square' : 'poster';
  });
  /** Nothing has ever been read, so there is nothing to filter. */
  protected readonly neverSynced = computed(
    () => this.sectionPage.hasValue() && this.sections().every(({ lastSyncedAt }) => lastSyncedAt === null),
  );
  protected readonly lastFilter = computed(() => {
    const name = activeFilters(this.state()).at(-1);
    return name ? { name, label: describeFilter(this.state(), name, this.sections()) } : null;
  });
  protected readonly triedWords = computed(() => {
    const filters = activeFilters(this.state()).map((name) => describeFilter(this.state(), name, this.sections()));
    return $localize`Tried: ${filters.join(', ')}:filters:`;
  });
  protected readonly stillTrue = computed(() =>
    this.listing().total() === null ? '' : $localize`What was read before is still shown.`,
  );
  protected readonly skeletons = Array.from({ length: 18 }, (_, i) => i);

  protected show(state: LibraryState): void {
    const queryParams = writeState(state);
    afterPaint(() => void this.router.navigate([], { relativeTo: this.route, queryParams }));
  }

  protected relax(): void {
    const last = this.lastFilter();
    if (last) this.show(withoutFilter(this.state(), last.name));
  }

  protected clear(): void {
    this.show(withoutFilters(this.state()));
  }

  /** What the filters offer may have failed along with the titles. */
  protected retry(): void {
    this.listing().retry();
    this.readChoices();
  }

  protected readChoices(): void {
    if (this.sectionPage.error()) this.sectionPage.reload();
    if (this.facetPage.error()) this.facetPage.reload();
  }

  /** Reads everything anew, e.g. after a sync. */
  protected refresh(): void {
    this.cache.clear();
    this.generation.update((generation) => generation + 1);
    this.sectionPage.reload();
  }
}
