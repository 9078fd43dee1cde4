import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  computed,
  effect,
  inject,
  input,
  output,
  untracked,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { InsightsApi, type StorageQuery } from '../../api/insights.api';
import type { DatedPage, StorageItem } from '../../api/types';
import { subtitleOf } from '../../core/items/item-words';
import { PagedList } from '../../core/lists/paged-list';
import { formatBytes } from '../../ui/format';
import { Icon } from '../../ui/icon';
import { Skeleton } from '../../ui/skeleton';
import { ListEnd } from './list-end';
import { watchedWords } from './storage-figures';
import { HELD_SORTS, type HeldSort } from './storage-state';

/** The titles that a block of storage holds, a page at a time. */
@Component({
  selector: 'sp-storage-holdings',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, ListEnd, RouterLink, Skeleton],
  host: { class: 'sp-card', role: 'region', 'aria-labelledby': 'sp-held' },
  template: `
    <header>
      <h2 id="sp-held" i18n>Titles in it</h2>
      <label class="sp-hidden" for="sp-held-sort" i18n>Sort titles by</label>
      <select #order id="sp-held-sort" class="sp-select" (change)="choose(order.value)">
        @for (option of sorts; track option.value) {
          <option [value]="option.value" [selected]="option.value === sort()">{{ option.label }}</option>
        }
      </select>
      <a
        class="sp-icon-button"
        [href]="exported()"
        download
        aria-label="Export these titles as CSV"
        i18n-aria-label
        title="Export as CSV"
        i18n-title
      >
        <sp-icon name="download" />
      </a>
    </header>
    <div class="rows" tabindex="-1">
      <ol>
        @for (line of lines(); track line.id) {
          <li>
            <a class="sp-clip" [routerLink]="['/items', line.id]"
              ><bdi>{{ line.title }}</bdi></a
            >
            <strong>{{ line.size }}</strong>
            <span class="sp-muted sp-small sp-clip"
              ><bdi>{{ line.subtitle }}</bdi></span
            >
            <span class="sp-muted sp-small watched">{{ line.watched }}</span>
          </li>
        } @empty {
          @if (!list.loaded() && !list.problem()) {
            @for (each of places; track each) {
              <li><sp-skeleton height="40px" /></li>
            }
          }
        }
      </ol>
      <sp-list-end [list]="list" />
    </div>
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 8px;
      padding-block: 12px;
    }
    header {
      display: flex;
      align-items: center;
      gap: 4px;
    }
    h2 {
      flex: 1;
      min-width: 0;
    }
    select {
      width: 124px;
    }
    li {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 0 12px;
      min-height: 52px;
      padding: 6px 4px;
      border-bottom: 1px solid var(--sp-line);
    }
    li:has(sp-skeleton) {
      grid-template-columns: minmax(0, 1fr);
    }
    a:not(.sp-icon-button) {
      border-radius: 2px;
      color: var(--sp-text);
      font-weight: 600;
      line-height: 24px;
      text-decoration: none;
      outline-offset: -2px;
    }
    a:hover {
      text-decoration: underline;
    }
    strong {
      line-height: 24px;
      text-align: end;
    }
    .watched {
      text-align: end;
    }
    sp-list-end {
      margin-top: 12px;
    }
    @media (min-width: 1200px) {
      .rows {
        max-height: calc(100dvh - var(--sp-topbar) - 112px);
        min-height: 320px;
        margin-inline: -4px;
        overflow: auto;
        scrollbar-width: thin;
      }
    }
  `,
})
export class StorageHoldings {
  readonly filters = input.required<StorageQuery>();
  readonly sort = input.required<HeldSort>();
  readonly sorted = output<HeldSort>();
  private readonly api = inject(InsightsApi);
  private readonly query = computed(() => ({ ...this.filters(), sort: this.sort() }));
  protected readonly list = new PagedList<StorageItem, DatedPage<StorageItem>>((cursor) =>
    this.api.storageItems(this.query(), cursor),
  );
  protected readonly exported = computed(() => this.api.exports.storageItems(this.query()));
  protected readonly lines = computed(() =>
    this.list.items().map(({ item, bytes, watchedMs }) => ({
      id: item.id,
      title: item.title,
      subtitle: subtitleOf(item),
      size: formatBytes(bytes),
      watched: watchedWords(watchedMs),
    })),
  );
  protected readonly sorts: readonly { value: HeldSort; label: string }[] = [
    { value: 'bytes', label: $localize`Largest first` },
    { value: 'title', label: $localize`By title` },
    { value: 'addedAt', label: $localize`Newest first` },
  ];
  protected readonly places = [0, 1, 2, 3, 4, 5, 6, 7];

  constructor() {
    effect(() => {
      this.query();
      untracked(() => this.list.restart());
    });
    inject(DestroyRef).onDestroy(() => this.list.stop());
  }

  protected choose(value: string): void {
    this.sorted.emit(HELD_SORTS.find((sort) => sort === value) ?? 'bytes');
  }
}
