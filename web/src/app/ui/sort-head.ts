import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { Icon } from './icon';

/** What sorts a column, inside its `th`, which says by `aria-sort` how it is sorted. */
@Component({
  selector: 'sp-sort-head',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon],
  template: `
    <button type="button" (click)="sorted.emit()">
      <ng-content />
      <!-- Its place is kept: a head must not widen when it is chosen. -->
      <sp-icon [name]="order() === 'asc' ? 'ascending' : 'descending'" [size]="14" [class.off]="order() === null" />
    </button>
  `,
  styles: `
    button {
      display: inline-flex;
      align-items: center;
      gap: 4px;
      min-height: 32px;
      padding: 0;
      border: 0;
      border-radius: 2px;
      background: none;
      color: inherit;
      font: inherit;
      /* As the column's: its words may break where there is little room. */
      white-space: inherit;
      text-align: inherit;
      cursor: pointer;
    }
    button:hover {
      color: var(--sp-text);
    }
    .off {
      visibility: hidden;
    }
    :host-context(.sp-number) button {
      flex-direction: row-reverse;
    }
  `,
})
export class SortHead {
  /** Null while the rows are sorted by something else. */
  readonly order = input.required<'asc' | 'desc' | null>();
  readonly sorted = output<void>();
}
