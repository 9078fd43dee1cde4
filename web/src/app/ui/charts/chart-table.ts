import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** The figures of a chart. The first column names each row, the others hold numbers. */
export interface ChartFigures {
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

/** A chart as a table, which scrolls in the place of the chart. */
@Component({
  selector: 'sp-chart-table',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { tabindex: '0', role: 'region', '[attr.aria-label]': 'spoken()' },
  template: `
    <table class="sp-table">
      <caption class="sp-hidden">
        {{
          caption()
        }}
      </caption>
      <thead>
        <tr>
          @for (column of figures().columns; track $index) {
            <th scope="col" [class.sp-number]="$index > 0">{{ column }}</th>
          }
        </tr>
      </thead>
      <tbody>
        @for (row of figures().rows; track $index) {
          <tr>
            @for (cell of row; track $index) {
              @if ($index === 0) {
                <th scope="row" dir="auto">
                  <span class="name">{{ cell }}</span>
                </th>
              } @else {
                <td class="sp-number">{{ cell }}</td>
              }
            }
          </tr>
        }
      </tbody>
    </table>
  `,
  styles: `
    :host {
      position: relative;
      display: block;
      overflow: auto;
      outline-offset: 2px;
    }
    .sp-table th,
    .sp-table td {
      padding: 6px 12px;
      border-bottom: 1px solid var(--sp-line);
    }
    thead th {
      position: sticky;
      top: 0;
      background: var(--ground, var(--sp-surface));
    }
    tbody th {
      color: var(--sp-text);
      font-size: 14px;
      font-weight: 400;
      white-space: normal;
      min-width: 10ch;
    }
    /* A name of a thousand letters stays a row. */
    .name {
      display: -webkit-box;
      overflow: hidden;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 3;
    }
    @media (max-width: 639.98px) {
      .sp-table th,
      .sp-table td {
        padding: 6px;
      }
    }
    .sp-table th.sp-number {
      text-align: end;
    }
  `,
})
export class ChartTable {
  readonly caption = input.required<string>();
  readonly figures = input.required<ChartFigures>();
  protected readonly spoken = computed(() => $localize`${this.caption()}:chart:, table`);
}
