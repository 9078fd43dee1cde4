import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { ChartTip } from './chart-tip';
import { elementWidth } from './element-width';
import { type GrowthForecast, type GrowthPoint, drawGrowth } from './growth-lines';
import { Mark } from './mark';
import { Marks } from './marks';

const HEIGHT = 104;

/** How something grew: what was measured as a line, what is derived dotted, and a forecast dashed with its range shaded. */
@Component({
  selector: 'sp-growth-chart',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ChartTip, Mark],
  template: `
    @if (drawn(); as lines) {
      <svg
        [attr.width]="width()"
        [attr.height]="height"
        role="group"
        [attr.aria-label]="label()"
        (keydown)="marks.key($event)"
        (pointerleave)="marks.point(null)"
      >
        @if (lines.range) {
          <path class="range" [attr.d]="lines.range" />
          <line class="today" [attr.x1]="lines.today" [attr.x2]="lines.today" y1="0" [attr.y2]="height" />
        }
        <path class="line derived" [attr.d]="lines.derived" />
        <path class="line" [attr.d]="lines.measured" />
        <path class="line forecast" [attr.d]="lines.forecast" />
        @if (tip(); as mark) {
          <circle r="4" [attr.cx]="mark.x" [attr.cy]="mark.y" />
        }
        @for (mark of lines.marks; track $index) {
          <rect
            y="0"
            [spMark]="$index"
            [spMarkOf]="marks"
            [spMarkLabel]="mark.heading + ': ' + mark.text"
            [attr.x]="mark.from"
            [attr.width]="mark.size"
            [attr.height]="height"
          />
        }
      </svg>
      @if (tip(); as mark) {
        <sp-chart-tip
          [heading]="mark.heading"
          [text]="mark.text"
          [x]="mark.x"
          [y]="mark.y"
          [size]="4"
          [width]="width()"
        />
      }
    }
  `,
  styles: `
    :host {
      position: relative;
      display: block;
      height: 104px;
    }
    svg {
      display: block;
      overflow: visible;
    }
    .line {
      fill: none;
      stroke: var(--sp-data);
      stroke-width: 2;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
    .derived {
      stroke-dasharray: 0.5 5;
    }
    .forecast {
      stroke-dasharray: 6 5;
    }
    .range {
      fill: color-mix(in oklab, var(--sp-data) 20%, transparent);
    }
    .today {
      stroke: var(--sp-line);
    }
    circle {
      fill: var(--sp-accent);
    }
    rect {
      fill: transparent;
      outline-offset: -1px;
    }
  `,
})
export class GrowthChart {
  readonly label = input.required<string>();
  /** Oldest first. */
  readonly points = input.required<readonly GrowthPoint[]>();
  readonly forecast = input<readonly GrowthForecast[]>([]);
  protected readonly height = HEIGHT;
  protected readonly width = elementWidth();
  private readonly count = computed(() => this.points().length + this.forecast().length);
  protected readonly marks = new Marks(this.count, this.count);
  protected readonly drawn = computed(() =>
    this.width() === 0 || this.points().length === 0
      ? null
      : drawGrowth(this.points(), this.forecast(), { width: this.width(), height: HEIGHT }),
  );
  protected readonly tip = computed(() => {
    const at = this.marks.active();
    return at === null ? null : (this.drawn()?.marks[at] ?? null);
  });
}
