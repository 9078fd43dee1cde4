import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** Half of the widest tip: it stays inside its chart. */
const REACH = 110;

/** The words of a mark, above it. Screen readers have them from the mark itself. */
@Component({
  selector: 'sp-chart-tip',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: {
    'aria-hidden': 'true',
    '[style.left]': 'left() + "px"',
    '[style.top]': 'y() + "px"',
    '[class.below]': 'y() < 56',
  },
  template: `<strong>{{ heading() }}</strong
    ><span>{{ text() }}</span>`,
  styles: `
    :host {
      position: absolute;
      z-index: 5;
      display: grid;
      width: max-content;
      max-width: 220px;
      padding: 6px 10px;
      border: 1px solid var(--sp-line);
      border-radius: var(--sp-radius-control);
      background: var(--sp-raised);
      box-shadow: var(--sp-shadow);
      font-size: 12px;
      translate: -50% calc(-100% - 8px);
      pointer-events: none;
    }
    :host(.below) {
      translate: -50% 28px;
    }
    span {
      color: var(--sp-muted);
    }
  `,
})
export class ChartTip {
  readonly heading = input.required<string>();
  readonly text = input.required<string>();
  /** Of the mark, in the chart's px. */
  readonly x = input.required<number>();
  readonly y = input.required<number>();
  readonly width = input.required<number>();
  protected readonly left = computed(() => {
    const reach = Math.min(REACH, this.width() / 2);
    return Math.min(Math.max(this.x(), reach), this.width() - reach);
  });
}
