import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Clock } from './clock';
import { UNKNOWN, formatExact, formatRelative } from './format';

/** A relative time; the exact one appears on hover and on focus, and is always told to screen readers. */
@Component({
  selector: 'sp-time',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (epoch(); as at) {
      <time
        [attr.tabindex]="still() ? null : 0"
        [attr.datetime]="value()"
        [attr.data-exact]="exact()"
        [attr.aria-label]="relative() + ', ' + exact()"
        >{{ relative() }}</time
      >
    } @else {
      {{ absent() }}
    }
  `,
  styles: `
    time {
      position: relative;
      border-radius: 2px;
      white-space: nowrap;
    }
    time:hover::after,
    time:focus-visible::after {
      content: attr(data-exact);
      position: absolute;
      inset-block-start: calc(100% + 4px);
      inset-inline-start: 0;
      z-index: 5;
      padding: 4px 8px;
      border: 1px solid var(--sp-line);
      border-radius: var(--sp-radius-control);
      background: var(--sp-raised);
      color: var(--sp-text);
      font-size: 12px;
      box-shadow: var(--sp-shadow);
      pointer-events: none;
    }
  `,
})
export class RelativeTime {
  /** ISO 8601, or null where nobody knows. */
  readonly value = input.required<string | null | undefined>();
  /** What to say for null. */
  readonly absent = input(UNKNOWN);
  /** Where it describes a control that has the focus already. */
  readonly still = input(false);
  private readonly clock = inject(Clock);
  protected readonly epoch = computed(() => Date.parse(this.value() ?? '') || null);
  protected readonly relative = computed(() => {
    const at = this.epoch() ?? 0;
    const now = this.clock.now();
    // The clock ticks every 20 s, so what happened just now may seem to lie ahead.
    return formatRelative(at, at > now && at - now < 60_000 ? at : now);
  });
  protected readonly exact = computed(() => formatExact(this.epoch() ?? 0));
}
