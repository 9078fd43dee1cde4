import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

const ROOM = 48;

/** The words of a mark, above it and inside its chart. Screen readers have them from the mark itself. */
@Component({
  selector: 'sp-chart-tip',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: {
    'aria-hidden': 'true',
    '[style.left]': 'x() + "px"',
    '[style.top]': 'y() + "px"',
    '[style.translate]': 'away()',
  },
  template: `<strong dir="auto">{{ heading() }}</strong
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
      pointer-events: none;
    }
    /* A name of a thousand letters stays a tip. */
    strong {
      display: -webkit-box;
      overflow: hidden;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 3;
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
  /** Height of the mark: words that have no room above go below it. */
  readonly size = input(0);
  protected readonly away = computed(() => {
    const third = (this.x() / this.width()) * 3;
    const across = third < 1 ? '-16px' : third > 2 ? 'calc(-100% + 16px)' : '-50%';
    return `${across} ${this.y() < ROOM ? `${this.size() + 8}px` : 'calc(-100% - 8px)'}`;
  });
}
