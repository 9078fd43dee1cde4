import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { formatCount } from '../format';
import { plural } from '../plural';
import { ChartTip } from './chart-tip';
import { elementWidth } from './element-width';
import { Mark } from './mark';
import { Marks } from './marks';
import { bands, countTicks, labelled } from './scales';

export interface ChartBar {
  value: number;
  /** Under the axis, where there is room. */
  tick: string;
  /** What the bar stands for, in full. */
  heading: string;
  /** What it says. */
  text: string;
}

const HEIGHT = 240;
const TOP = 12;
const AXIS = 24;
const LABEL = 64;

/** Counts over time as bars, drawn in the px of its box so that words keep their size on every screen. */
@Component({
  selector: 'sp-bar-chart',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ChartTip, Mark],
  template: `
    @if (width() > 0) {
      <svg
        [attr.width]="width()"
        [attr.height]="height"
        role="group"
        [attr.aria-label]="spoken()"
        (keydown)="marks.key($event)"
        (pointerleave)="marks.point(null)"
      >
        @for (tick of ticks(); track tick.value) {
          <line class="grid" [attr.x1]="left()" [attr.x2]="width()" [attr.y1]="tick.y" [attr.y2]="tick.y" />
          <text class="value" aria-hidden="true" [attr.x]="left() - 8" [attr.y]="tick.y + 4">{{ tick.words }}</text>
        }
        @for (bar of drawn(); track $index) {
          <path class="bar" [class.active]="marks.active() === $index" [attr.d]="bar.path" />
          @if (bar.label) {
            <text
              class="tick"
              aria-hidden="true"
              [attr.x]="bar.labelX"
              [attr.y]="height - 6"
              [attr.text-anchor]="bar.anchor"
            >
              {{ bar.tick }}
            </text>
          }
        }
        @if (reference(); as mean) {
          <line class="reference" [attr.x1]="left()" [attr.x2]="width()" [attr.y1]="y()(mean)" [attr.y2]="y()(mean)" />
        }
        @for (bar of drawn(); track $index) {
          <rect
            class="hit"
            [spMark]="$index"
            [spMarkOf]="marks"
            [spMarkLabel]="bar.heading + ': ' + bar.text"
            [attr.x]="bar.start"
            [attr.y]="top"
            [attr.width]="bar.size"
            [attr.height]="height - axis - top"
          />
        }
      </svg>
      @if (tip(); as bar) {
        <sp-chart-tip [heading]="bar.heading" [text]="bar.text" [x]="bar.center" [y]="bar.y" [width]="width()" />
      }
    }
  `,
  styles: `
    :host {
      position: relative;
      display: block;
      height: 240px;
    }
    svg {
      display: block;
      overflow: visible;
    }
    text {
      fill: var(--sp-muted);
      font-size: 12px;
    }
    .value {
      text-anchor: end;
    }
    .grid {
      stroke: var(--sp-line);
    }
    .bar {
      fill: var(--sp-data);
    }
    .bar.active {
      fill: var(--sp-accent);
    }
    .reference {
      stroke: var(--sp-text);
      stroke-width: 1.5;
      stroke-dasharray: 5 4;
    }
    .hit {
      fill: transparent;
      outline-offset: -1px;
    }
  `,
})
export class BarChart {
  readonly label = input.required<string>();
  readonly bars = input.required<readonly ChartBar[]>();
  /** A value to compare every bar with, as a dashed line. */
  readonly reference = input<number | null>(null);
  protected readonly spoken = computed(() =>
    plural(
      this.bars().length,
      $localize`${this.label()}:chart:: ${formatCount(this.bars().length)}:count: bar.`,
      $localize`${this.label()}:chart:: ${formatCount(this.bars().length)}:count: bars. Arrow keys walk them.`,
    ),
  );
  protected readonly height = HEIGHT;
  protected readonly top = TOP;
  protected readonly axis = AXIS;
  protected readonly width = elementWidth();
  private readonly count = computed(() => this.bars().length);
  protected readonly marks = new Marks(this.count, this.count);

  private readonly steps = computed(() =>
    countTicks(Math.max(this.reference() ?? 0, ...this.bars().map(({ value }) => value))),
  );
  protected readonly y = computed(() => {
    const steps = this.steps();
    const max = steps[steps.length - 1];
    return (value: number) => TOP + (HEIGHT - TOP - AXIS) * (1 - value / max);
  });
  protected readonly ticks = computed(() =>
    this.steps().map((value) => ({ value, y: Math.round(this.y()(value)) + 0.5, words: formatCount(value) })),
  );
  /** Room for the longest number of the axis. */
  protected readonly left = computed(() => 12 + 7.5 * Math.max(...this.ticks().map(({ words }) => words.length)));
  protected readonly drawn = computed(() => {
    const [bars, left, y] = [this.bars(), this.left(), this.y()];
    const length = Math.max(0, this.width() - left);
    const labels = labelled(bars.length, length, LABEL);
    return bands(bars.length, length).map((band, i) => {
      const center = left + band.start + band.size / 2;
      // The last label ends with the chart; a centred one would be cut off.
      const last = i === bars.length - 1 && band.size < LABEL;
      return {
        ...bars[i],
        start: left + band.start,
        size: band.size,
        center,
        y: y(bars[i].value),
        path: barPath(left + band.barStart, band.barSize, y(bars[i].value), y(0)),
        label: labels.has(i) && (last || center - LABEL / 2 >= left / 2),
        labelX: last ? this.width() : center,
        anchor: last ? 'end' : 'middle',
      };
    });
  });
  protected readonly tip = computed(() => {
    const at = this.marks.active();
    return at === null ? null : this.drawn()[at];
  });
}

/** A bar that stands on the axis, its upper corners rounded. */
function barPath(x: number, width: number, top: number, bottom: number): string {
  const radius = Math.min(3, width / 3, bottom - top);
  if (bottom - top < 0.5) return '';
  return `M${x} ${bottom}V${top + radius}q0 ${-radius} ${radius} ${-radius}h${width - 2 * radius}q${radius} 0 ${radius} ${radius}V${bottom}z`;
}
