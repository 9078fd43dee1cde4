import {
  ChangeDetectionStrategy,
  Component,
  type ElementRef,
  afterNextRender,
  afterRenderEffect,
  computed,
  effect,
  inject,
  input,
  output,
  untracked,
  viewChild,
} from '@angular/core';
import { Router } from '@angular/router';
import { basePath } from '../../api/base-path';
import { TYPE_WORDS, placeOf, resolutionWord, watchedWord } from '../../core/items/item-words';
import type { ItemCard } from '../../api/types';
import { UNKNOWN, formatBytes, formatDay, formatDecimal } from '../../ui/format';
import { Icon } from '../../ui/icon';
import type { ItemListing } from './item-listing';
import { type Order, type Sort, defaultOrder } from './library-state';
import { RovingFocus } from './roving-focus';
import { RowWindow } from './row-window';

const ROW_PX = 44;
const OVERSCAN_ROWS = 8;

const COLUMNS: readonly { name: string; label: string; sort: Sort | null }[] = [
  { name: 'title', label: $localize`Title`, sort: 'title' },
  { name: 'type', label: $localize`Kind`, sort: null },
  { name: 'year', label: $localize`Year`, sort: 'year' },
  { name: 'added', label: $localize`Added`, sort: 'addedAt' },
  { name: 'resolution', label: $localize`Quality`, sort: null },
  { name: 'rating', label: $localize`Rating`, sort: 'rating' },
  { name: 'watched', label: $localize`Watched`, sort: 'lastViewedAt' },
  { name: 'size', label: $localize`Size`, sort: 'sizeBytes' },
];

@Component({
  selector: 'sp-item-table',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon],
  providers: [RowWindow],
  templateUrl: './item-table.html',
  styleUrl: './item-table.scss',
})
export class ItemTable {
  readonly listing = input.required<ItemListing>();
  readonly sort = input.required<Sort>();
  readonly order = input.required<Order>();
  readonly sorted = output<{ sort: Sort; order: Order }>();

  protected readonly base = basePath();
  protected readonly columns = COLUMNS;
  protected readonly rows = inject(RowWindow);
  private readonly router = inject(Router);
  private readonly canvas = viewChild.required<ElementRef<HTMLElement>>('canvas');
  protected readonly total = computed(() => this.listing().total() ?? 0);
  protected readonly lines = computed(() => {
    const { first, end, offset } = this.rows.span();
    const listing = this.listing();
    const pool = Math.max(1, end - first);
    return Array.from({ length: end - first }, (_, i) => {
      const index = first + i;
      const item = listing.item(index);
      return { slot: index % pool, index, y: index * ROW_PX - offset, id: item?.id, words: item && wordsOf(item) };
    });
  });
  protected readonly focus = new RovingFocus({
    canvas: () => this.canvas().nativeElement,
    window: this.rows,
    columns: computed(() => 1),
    count: this.total,
  });
  protected readonly tabStop = computed(() => {
    const { first, end } = this.rows.span();
    const active = this.focus.active();
    return active >= first && active < end ? active : first;
  });

  constructor() {
    afterNextRender(() =>
      this.rows.attach(this.canvas(), {
        rowCount: this.total,
        rowHeight: computed(() => ROW_PX),
        overscan: OVERSCAN_ROWS,
      }),
    );
    afterRenderEffect(() => {
      this.lines();
      untracked(() => this.focus.follow());
    });
    effect(() => {
      const { first, end } = this.rows.span();
      const listing = this.listing();
      // What only flies past is not asked for.
      const flying = this.rows.flying();
      untracked(() => {
        this.focus.keep(first, end);
        if (end > first && !flying) listing.want(first, end);
      });
    });
  }

  protected ariaSort(sort: Sort | null): string | null {
    return sort === null || sort !== this.sort() ? null : this.order() === 'asc' ? 'ascending' : 'descending';
  }

  protected toggle(sort: Sort): void {
    const order = sort === this.sort() ? (this.order() === 'asc' ? 'desc' : 'asc') : defaultOrder(sort);
    this.sorted.emit({ sort, order });
  }

  protected focusedOn(event: FocusEvent): void {
    const index = (event.target as HTMLElement).dataset['index'];
    if (index !== undefined) this.focus.focused(Number(index));
  }

  protected follow(event: MouseEvent): void {
    const link = (event.target as Element).closest('a[href]');
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void this.router.navigateByUrl((link.getAttribute('href') ?? '').slice(this.base.length));
  }
}

function wordsOf(item: ItemCard): Record<string, string> {
  return {
    title: item.title,
    context: [item.grandparentTitle, placeOf(item)].filter(Boolean).join(' · '),
    gone: item.available ? '' : $localize`Unavailable`,
    type: TYPE_WORDS[item.type].one,
    year: item.year === null ? UNKNOWN : String(item.year),
    added: formatDay(Date.parse(item.addedAt)),
    resolution: item.resolution === null ? '' : resolutionWord(item.resolution),
    rating: item.rating === null ? UNKNOWN : formatDecimal(item.rating),
    watched: watchedWord(item.watched),
    size: formatBytes(item.sizeBytes),
  };
}
