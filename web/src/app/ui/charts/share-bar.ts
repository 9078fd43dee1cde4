import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** How much of the most something is, 0 to 1, as a line beside the number that says it. */
@Component({
  selector: 'sp-share-bar',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { 'aria-hidden': 'true' },
  template: `
    <svg width="100%" height="6">
      <rect class="track" width="100%" height="6" rx="3" />
      <rect class="share" [attr.width]="percent() + '%'" height="6" rx="3" />
    </svg>
  `,
  styles: `
    :host,
    svg {
      display: block;
    }
    .track {
      fill: color-mix(in oklab, var(--sp-line) 50%, transparent);
    }
    .share {
      fill: var(--sp-data);
    }
  `,
})
export class ShareBar {
  readonly share = input.required<number>();
  protected readonly percent = computed(() => Math.min(100, Math.max(0, this.share() * 100)).toFixed(2));
}
