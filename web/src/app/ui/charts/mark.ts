import { Directive, computed, input } from '@angular/core';
import type { Marks } from './marks';

/** One mark of a chart: named, walked by keys, and told while it is pointed at or focused. */
@Directive({
  selector: '[spMark]',
  host: {
    role: 'img',
    '[attr.data-mark]': 'spMark()',
    '[attr.tabindex]': 'tabindex()',
    '[attr.aria-label]': 'spMarkLabel()',
    '(focus)': 'spMarkOf().focus(spMark())',
    '(blur)': 'spMarkOf().leave()',
    '(pointerenter)': 'spMarkOf().point(spMark())',
  },
})
export class Mark {
  /** Its place among all marks of the chart. */
  readonly spMark = input.required<number>();
  readonly spMarkOf = input.required<Marks>();
  readonly spMarkLabel = input.required<string>();
  protected readonly tabindex = computed(() => (this.spMarkOf().stop() === this.spMark() ? 0 : -1));
}
