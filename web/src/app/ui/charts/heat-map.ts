import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { formatCount } from '../format';
import { ChartTip } from './chart-tip';
import { elementWidth } from './element-width';
import { Mark } from './mark';
import { Marks } from './marks';
import { heatLevel, heatRanges } from './scales';

interface HeatCell {
  value: number;
  heading: string;
  text: string;
}

export interface HeatRow {
  label: string;
  cells: readonly HeatCell[];
}

const STEPS = 4;
const LEFT = 36;
const TOP = 20;
const ROW = 28;
const GAP = 2;

/** Rows of cells, the deeper coloured the more; the legend says in numbers what a colour means. */
@Component({
  selector: 'sp-heat-map',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ChartTip, Mark],
  template: `
    <div class="box" [style.height.px]="height()">
      @if (width() > 0) {
        <svg
          [attr.width]="width()"
          [attr.height]="height()"
          role="group"
          [attr.aria-label]="spoken()"
          (keydown)="marks.key($event)"
          (pointerleave)="marks.point(null)"
        >
          @for (column of heads(); track column.x) {
            <text aria-hidden="true" [attr.x]="column.x" y="12" text-anchor="middle">{{ column.label }}</text>
          }
          @for (row of rows(); track $index) {
            <text aria-hidden="true" x="0" [attr.y]="rowY($index) + 18">{{ row.label }}</text>
          }
          @for (cell of drawn(); track $index) {
            <rect
              rx="3"
              [attr.data-level]="cell.level"
              [spMark]="$index"
              [spMarkOf]="marks"
              [spMarkLabel]="cell.heading + ': ' + cell.text"
              [attr.x]="cell.x"
              [attr.y]="cell.y"
              [attr.width]="cell.width"
              [attr.height]="cell.height"
              [class.active]="marks.active() === $index"
            />
          }
        </svg>
        @if (tip(); as cell) {
          <sp-chart-tip
            [heading]="cell.heading"
            [text]="cell.text"
            [x]="cell.x + cell.width / 2"
            [y]="cell.y"
            [width]="width()"
            [size]="cell.height"
          />
        }
      }
    </div>
    <p class="legend sp-muted sp-small">
      {{ unit() }}:
      <span><i data-level="0"></i><ng-container i18n>none</ng-container></span>
      @for (range of ranges(); track range.level) {
        <span><i [attr.data-level]="range.level"></i>{{ range.words }}</span>
      }
    </p>
  `,
  styles: `
    :host {
      display: grid;
      gap: 12px;
    }
    .box {
      position: relative;
    }
    svg {
      display: block;
      overflow: visible;
    }
    text {
      fill: var(--sp-muted);
      font-size: 12px;
    }
    .legend {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 12px;
    }
    .legend span {
      display: inline-flex;
      align-items: center;
      gap: 6px;
    }
    i {
      width: 14px;
      height: 14px;
      border-radius: 3px;
    }
    [data-level='0'] {
      --heat: color-mix(in oklab, var(--sp-line) 40%, var(--sp-surface));
    }
    [data-level='1'] {
      --heat: color-mix(in oklab, var(--sp-data) 38%, var(--sp-surface));
    }
    [data-level='2'] {
      --heat: color-mix(in oklab, var(--sp-data) 58%, var(--sp-surface));
    }
    [data-level='3'] {
      --heat: color-mix(in oklab, var(--sp-data) 78%, var(--sp-surface));
    }
    [data-level='4'] {
      --heat: var(--sp-data);
    }
    rect {
      fill: var(--heat);
      outline-offset: 1px;
    }
    i {
      background: var(--heat);
    }
    rect.active {
      stroke: var(--sp-accent);
      stroke-width: 2;
    }
  `,
})
export class HeatMap {
  readonly label = input.required<string>();
  /** What is counted, before the legend. */
  readonly unit = input.required<string>();
  readonly columns = input.required<readonly string[]>();
  readonly rows = input.required<readonly HeatRow[]>();
  protected readonly spoken = computed(() => $localize`${this.label()}:chart:. Arrow keys walk the hours and days.`);
  protected readonly width = elementWidth();
  private readonly columnCount = computed(() => this.columns().length);
  private readonly cells = computed(() => this.rows().flatMap(({ cells }) => cells));
  private readonly max = computed(() => Math.max(0, ...this.cells().map(({ value }) => value)));
  private readonly cellWidth = computed(() => (this.width() - LEFT) / this.columnCount());
  protected readonly marks = new Marks(
    computed(() => this.cells().length),
    this.columnCount,
  );
  protected readonly height = computed(() => TOP + this.rows().length * ROW - GAP);
  protected readonly ranges = computed(() =>
    heatRanges(this.max(), STEPS).map(({ level, from, to }) => ({
      level,
      words: from === to ? formatCount(from) : $localize`${formatCount(from)}:from: to ${formatCount(to)}:to:`,
    })),
  );
  protected readonly heads = computed(() => {
    const shown = everyOf(this.columnCount(), this.width() - LEFT);
    return this.columns()
      .map((label, i) => ({ label, x: LEFT + (i + 0.5) * this.cellWidth(), shown: i % shown === 0 }))
      .filter((head) => head.shown);
  });
  protected readonly drawn = computed(() => {
    const [size, max] = [this.cellWidth(), this.max()];
    return this.cells().map((cell, i) => ({
      ...cell,
      level: heatLevel(cell.value, max, STEPS),
      x: LEFT + (i % this.columnCount()) * size,
      y: this.rowY(Math.floor(i / this.columnCount())),
      width: Math.max(1, size - GAP),
      height: ROW - GAP,
    }));
  });
  protected readonly tip = computed(() => {
    const at = this.marks.active();
    return at === null ? null : this.drawn()[at];
  });

  protected rowY(row: number): number {
    return TOP + row * ROW;
  }
}

/** Every which column is named: a divisor of the day, so that names stand at even distances. */
function everyOf(count: number, length: number): number {
  const least = Math.ceil(count / Math.max(1, Math.floor(length / 28)));
  return [1, 2, 3, 4, 6, 8, 12].find((every) => every >= least) ?? count;
}
