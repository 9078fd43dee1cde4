import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  linkedSignal,
  signal,
  untracked,
} from '@angular/core';
import { rxResource, takeUntilDestroyed, toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { catchError, map, of } from 'rxjs';
import { InsightsApi } from '../../api/insights.api';
import { LibraryApi } from '../../api/library.api';
import { Problem } from '../../api/problem';
import type { Storage, StorageBy } from '../../api/types';
import { RunFeed } from '../../core/runs/run-feed';
import { afterPaint } from '../../ui/after-paint';
import { Treemap } from '../../ui/charts/treemap';
import { EmptyState } from '../../ui/empty-state';
import { formatBytes } from '../../ui/format';
import { ProblemPanel } from '../../ui/problem-panel';
import { RelativeTime } from '../../ui/relative-time';
import { Skeleton } from '../../ui/skeleton';
import { InsightSummaryStore } from './insight-summary';
import { groupName, splitWord } from '../../core/items/storage-words';
import { PendingNote } from './pending-note';
import { groupRows, sortRows, titlesWords, treemapBlocks, watchedWords } from './storage-figures';
import { StorageHoldings } from './storage-holdings';
import {
  type GroupSort,
  type Step,
  type StorageState,
  readStorage,
  splitsLeft,
  toFilters,
  usualOrder,
  writeStorage,
} from './storage-state';
import { StorageTable } from './storage-table';

/** An answer with the question it belongs to. */
interface Answer {
  path: readonly Step[];
  storage: Storage;
}

/** What takes up space: a treemap whose blocks open, the same as a table, and the titles behind it. */
@Component({
  selector: 'sp-storage-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    EmptyState,
    PendingNote,
    ProblemPanel,
    RelativeTime,
    RouterLink,
    Skeleton,
    StorageHoldings,
    StorageTable,
    Treemap,
  ],
  templateUrl: './storage-page.html',
  styleUrl: './storage-page.scss',
})
export class StoragePage {
  private readonly api = inject(InsightsApi);
  private readonly library = inject(LibraryApi);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  protected readonly store = inject(InsightSummaryStore);
  protected readonly state = toSignal(this.route.queryParamMap.pipe(map(readStorage)), { requireSync: true });
  private readonly question = computed(() => ({ path: this.state().path, by: this.state().by }), {
    equal: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  protected readonly answer = rxResource({
    params: () => this.question(),
    stream: ({ params: { path, by } }) =>
      this.api.storage({ ...toFilters(path), by }).pipe(map((storage): Answer => ({ path, storage }))),
  });
  /** The last answer stays while the next one is fetched. */
  private readonly last = linkedSignal<Answer | null, Answer | null>({
    source: () => (this.answer.hasValue() ? this.answer.value() : null),
    computation: (fresh, kept) => fresh ?? kept?.value ?? null,
  });
  protected readonly storage = computed(() => this.last()?.storage ?? null);
  protected readonly stale = computed(() => {
    const last = this.last();
    return last !== null && (last.path !== this.question().path || last.storage.by !== this.question().by);
  });
  protected readonly problem = computed(() => {
    const error = this.answer.error();
    return error ? Problem.from(error) : null;
  });
  protected readonly stillTrue = $localize`What is shown below was read before.`;
  protected readonly filters = computed(() => toFilters(this.question().path));

  private readonly sectionPage = rxResource({ stream: () => this.library.sections() });
  private readonly sections = computed(() => (this.sectionPage.hasValue() ? this.sectionPage.value().items : []));
  /** Names of blocks that were opened, by what they were split and their key. */
  private readonly names = signal<ReadonlyMap<string, string>>(new Map());
  private readonly unnamedShow = computed(() => {
    const show = this.state().path.find(({ by }) => by === 'show');
    return show && /^\d/.test(show.key) && !this.names().has(nameKey(show)) ? show : undefined;
  });
  /** After a reload the address has the id of a show only. */
  private readonly show = rxResource({
    params: () => this.unnamedShow(),
    stream: ({ params: step }) =>
      this.library.item(step.key).pipe(
        map(({ title }) => ({ step, title })),
        catchError(() => of({ step, title: $localize`One show` })),
      ),
  });

  protected readonly crumbs = computed(() => {
    const { path } = this.state();
    return path.map((step, i) => ({
      name: this.nameOf(step),
      params: this.params({ path: path.slice(0, i + 1) }),
      last: i === path.length - 1,
    }));
  });
  protected readonly whole = computed(() => this.params({ path: [] }));
  protected readonly splits = computed(() => {
    const { path, by } = this.state();
    return this.left(path).map((each) => ({
      label: splitWord(each),
      params: this.params({ path, by: each }),
      current: each === by,
    }));
  });
  private readonly rows = computed(() => (this.storage() ? groupRows(this.storage()!) : []));
  protected readonly sorted = computed(() => sortRows(this.rows(), this.state().sort, this.state().order));
  /** The last split leads no further. */
  protected readonly opens = computed(() => {
    const last = this.last();
    return last !== null && this.left([...last.path, { by: last.storage.by, key: '' }]).length > 0;
  });
  protected readonly blocks = computed(() => {
    const storage = this.storage();
    return storage ? treemapBlocks(storage, this.rows(), this.opens()) : [];
  });
  protected readonly totals = computed(() => {
    const storage = this.storage();
    if (!storage) return null;
    return {
      size: formatBytes(storage.totalBytes),
      titles: titlesWords(storage.items),
      watched: watchedWords(storage.watchedMs),
    };
  });
  protected readonly label = computed(() => {
    const storage = this.storage();
    return storage
      ? $localize`Storage by ${splitWord(storage.by)}:what:, ${formatBytes(storage.totalBytes)}:size:`
      : '';
  });
  protected readonly splitName = computed(() => splitWord(this.storage()?.by ?? this.state().by));

  constructor() {
    effect(() => {
      const last = this.last();
      if (last) untracked(() => this.learn(last.storage));
    });
    effect(() => {
      const known = this.show.hasValue() ? this.show.value() : null;
      if (known) untracked(() => this.remember([[nameKey(known.step), known.title]]));
    });
    inject(RunFeed)
      .ended.pipe(takeUntilDestroyed())
      .subscribe(() => this.answer.reload());
  }

  /** A block as it is shown, also while the next answer is under way. */
  protected open(key: string): void {
    const last = this.last();
    if (!last) return;
    const path = [...last.path, { by: last.storage.by, key }];
    this.go({ path, by: this.left(path)[0] });
  }

  protected up(): void {
    const { path } = this.state();
    const step = path.at(-1);
    if (step) this.go({ path: path.slice(0, -1), by: step.by });
  }

  protected sortBy(sort: GroupSort): void {
    const state = this.state();
    const order = sort === state.sort ? (state.order === 'asc' ? 'desc' : 'asc') : usualOrder(sort);
    this.go({ ...state, sort, order }, true);
  }

  protected go(change: Partial<StorageState>, replaceUrl = false): void {
    const queryParams = this.params(change);
    afterPaint(() => void this.router.navigate([], { relativeTo: this.route, queryParams, replaceUrl }));
  }

  protected retry(): void {
    this.answer.reload();
    this.store.retry();
  }

  private params(change: Partial<StorageState>) {
    const path = change.path ?? this.state().path;
    const by = change.by ?? this.left(path)[0];
    return writeStorage({ ...this.state(), ...change, path, by });
  }

  private left(path: readonly Step[]): StorageBy[] {
    const section = path.find(({ by }) => by === 'section');
    return splitsLeft(path, this.sections().find(({ id }) => id === section?.key)?.type);
  }

  private nameOf(step: Step): string {
    if (step.by === 'section') {
      const section = this.sections().find(({ id }) => id === step.key);
      return section?.title ?? this.names().get(nameKey(step)) ?? $localize`One library`;
    }
    if (step.by === 'show' && /^\d/.test(step.key)) return this.names().get(nameKey(step)) ?? '…';
    return this.names().get(nameKey(step)) ?? groupName(step.by, step.key, step.key);
  }

  private learn({ by, groups }: Storage): void {
    this.remember(groups.map(({ key, label }) => [nameKey({ by, key }), groupName(by, key, label)]));
  }

  private remember(names: readonly (readonly [string, string])[]): void {
    this.names.update((known) => new Map([...known, ...names]));
  }
}

function nameKey({ by, key }: Step): string {
  return `${by}:${key}`;
}
