import { ChangeDetectionStrategy, Component, computed, input, linkedSignal, output } from '@angular/core';
import type { Storage } from '../../api/types';
import { UNKNOWN, formatBytes, formatCount, formatHours } from '../../ui/format';
import { plural } from '../../ui/plural';
import { Skeleton } from '../../ui/skeleton';
import { SortHead } from '../../ui/sort-head';
import { type GroupRow, perHourWords, shareWords } from './storage-figures';
import type { GroupSort } from './storage-state';

const FEW = 25;

/** The treemap in words: every group, sortable, and opened the same way. */
@Component({
  selector: 'sp-storage-table',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Skeleton, SortHead],
  host: { class: 'sp-card' },
  template: `
    @if (lines(); as lines) {
      <div class="sp-scroll-x">
        <table class="sp-table sp-cards" role="table">
          <caption class="sp-hidden">
            {{
              caption()
            }}
          </caption>
          <thead role="rowgroup">
            <tr role="row">
              @for (column of columns; track column.label) {
                <th
                  scope="col"
                  role="columnheader"
                  [class.sp-number]="column.number"
                  [attr.aria-sort]="ariaSort(column.sort)"
                >
                  @if (column.sort; as by) {
                    <sp-sort-head [order]="sort() === by ? order() : null" (sorted)="sorted.emit(by)">{{
                      by === 'name' ? heading() : column.label
                    }}</sp-sort-head>
                  } @else {
                    {{ column.label }}
                  }
                </th>
              }
            </tr>
          </thead>
          <tbody role="rowgroup">
            @for (row of lines; track row.key) {
              <tr role="row">
                <th scope="row" role="rowheader" class="sp-cards__head">
                  <span class="name">
                    <i class="sp-tone" [attr.data-tone]="row.tone" aria-hidden="true"></i>
                    @if (opens()) {
                      <button type="button" (click)="opened.emit(row.key)">
                        <bdi>{{ row.name }}</bdi>
                      </button>
                    } @else {
                      <bdi>{{ row.name }}</bdi>
                    }
                    @if (row.place) {
                      <bdi class="sp-muted sp-small">{{ row.place }}</bdi>
                    }
                  </span>
                </th>
                @for (cell of row.cells; track $index) {
                  <td role="cell" class="sp-number" [attr.data-label]="columns[$index + 1].label">{{ cell }}</td>
                }
              </tr>
            }
          </tbody>
        </table>
      </div>
      @if (hidden() > 0) {
        <button type="button" class="sp-button" (click)="all.set(true)" i18n>
          {hidden(), plural, =1 {Show 1 more} other {Show {{ hiddenWords() }} more}}
        </button>
      }
      @if (restWords(); as words) {
        <p class="sp-muted sp-small">{{ words }}</p>
      }
    } @else {
      <div class="sp-stack">
        <sp-skeleton height="32px" /><sp-skeleton height="32px" /><sp-skeleton height="32px" />
      </div>
    }
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 12px;
      padding-block: 8px;
    }
    tbody th {
      min-width: 14ch;
      padding-block: 4px;
      color: var(--sp-text);
      font-size: 14px;
      font-weight: 400;
      white-space: normal;
    }
    @media (min-width: 640px) {
      .sp-table td {
        padding-block: 8px;
      }
    }
    .name {
      display: flex;
      align-items: center;
      gap: 8px;
    }
    i {
      flex: none;
      width: 12px;
      height: 12px;
      border-radius: 3px;
      background: var(--sp-muted);
    }
    bdi {
      display: -webkit-box;
      overflow: hidden;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
    }
    .name button {
      min-height: 28px;
      padding: 0;
      border: 0;
      border-radius: 2px;
      background: none;
      color: inherit;
      font: 600 14px/1.4 var(--sp-font);
      text-align: start;
      cursor: pointer;
    }
    .name button:hover {
      text-decoration: underline;
    }
    .sp-button {
      justify-self: start;
    }
  `,
})
export class StorageTable {
  /** Sorted; null while they are not known. */
  readonly rows = input.required<readonly GroupRow[] | null>();
  readonly rest = input.required<Storage['rest']>();
  /** What the rows are. */
  readonly heading = input.required<string>();
  readonly opens = input.required<boolean>();
  readonly sort = input.required<GroupSort>();
  readonly order = input.required<'asc' | 'desc'>();
  readonly sorted = output<GroupSort>();
  /** Key of the group that was chosen. */
  readonly opened = output<string>();
  protected readonly columns: readonly { sort: GroupSort | null; label: string; number: boolean }[] = [
    { sort: 'name', label: $localize`Name`, number: false },
    { sort: 'items', label: $localize`Titles`, number: true },
    { sort: 'bytes', label: $localize`Size`, number: true },
    { sort: null, label: $localize`Share`, number: true },
    { sort: 'watched', label: $localize`Watched`, number: true },
    { sort: 'perHour', label: $localize`Size per watched hour`, number: true },
  ];
  /** Few again for each other split. */
  protected readonly all = linkedSignal({ source: this.heading, computation: () => false });
  protected readonly lines = computed(() => {
    const rows = this.rows();
    return rows && (this.all() ? rows : rows.slice(0, FEW)).map((row) => ({ ...row, cells: cellsOf(row) }));
  });
  protected readonly hidden = computed(() => (this.all() ? 0 : Math.max(0, (this.rows()?.length ?? 0) - FEW)));
  protected readonly hiddenWords = computed(() => formatCount(this.hidden()));
  protected readonly caption = computed(() => $localize`Storage by ${this.heading()}:what:`);
  protected readonly restWords = computed(() => {
    const rest = this.rest();
    if (!rest) return '';
    const [groups, bytes] = [formatCount(rest.groups), formatBytes(rest.bytes)];
    return plural(
      rest.groups,
      $localize`${groups}:count: smaller one is not listed: ${bytes}:size:.`,
      $localize`${groups}:count: smaller ones are not listed: ${bytes}:size: together.`,
    );
  });

  protected ariaSort(sort: GroupSort | null): string | null {
    return sort === this.sort() ? `${this.order()}ending` : null;
  }
}

function cellsOf(row: GroupRow): string[] {
  return [
    formatCount(row.items),
    formatBytes(row.bytes),
    shareWords(row.percent),
    row.watchedMs === null ? UNKNOWN : formatHours(row.watchedMs),
    perHourWords(row),
  ];
}
