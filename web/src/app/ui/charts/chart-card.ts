import { ChangeDetectionStrategy, Component, computed, input, signal } from '@angular/core';
import { Icon } from '../icon';
import { Skeleton } from '../skeleton';
import { type ChartFigures, ChartTable } from './chart-table';

let ids = 0;

/** A chart under its name, and the table behind it. Its box has its height before there is anything to draw. */
@Component({
  selector: 'sp-chart-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ChartTable, Icon, Skeleton],
  host: { role: 'region', '[attr.aria-labelledby]': 'id' },
  template: `
    <header>
      <h2 [id]="id">{{ heading() }}</h2>
      @if (figures()) {
        <button
          type="button"
          class="sp-button sp-button--quiet"
          [attr.aria-label]="offer() + ': ' + heading()"
          (click)="asTable.set(!asTable())"
        >
          <sp-icon [name]="asTable() ? 'statistics' : 'table'" [size]="16" />
          {{ offer() }}
        </button>
      }
    </header>
    <div class="body" [style.min-height.px]="height()">
      @if (asTable() && figures(); as table) {
        <sp-chart-table [caption]="heading()" [figures]="table" [style.max-height.px]="tableHeight()" />
      } @else if (height() === null || figures()) {
        <ng-content />
      } @else {
        <sp-skeleton [height]="height() + 'px'" />
      }
    </div>
    @if (note() !== null) {
      <p class="note sp-muted sp-small">{{ note() }}</p>
    }
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      align-content: start;
      gap: 8px;
      min-width: 0;
    }
    header {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 12px;
      min-height: 36px;
    }
    .sp-button {
      flex: none;
      min-height: 28px;
      margin-inline-end: -8px;
      padding: 4px 8px;
      color: var(--sp-muted);
      font-size: 12px;
    }
    .body {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      align-content: start;
    }
    .note {
      min-height: var(--note-height, 18px);
      max-width: 72ch;
    }
    @media (max-width: 639.98px) {
      :host(.sp-card) {
        padding: 12px;
      }
      .note {
        min-height: 36px;
      }
    }
  `,
})
export class ChartCard {
  readonly heading = input.required<string>();
  /** What one has to know to read the chart. */
  readonly note = input<string | null>(null);
  /**
   * Of chart and table, in px: what is below must not move when either comes. Null for a chart that keeps its place
   * by itself while nothing is known.
   */
  readonly height = input.required<number | null>();
  /** Null while nothing is known yet. */
  readonly figures = input.required<ChartFigures | null>();
  /** A low chart makes way for a table of a few rows. */
  protected readonly tableHeight = computed(() => Math.max(this.height() ?? 320, 200));
  protected readonly id = `sp-chart-${ids++}`;
  protected readonly asTable = signal(false);
  protected readonly offer = computed(() => (this.asTable() ? $localize`Show as chart` : $localize`Show as table`));
}
