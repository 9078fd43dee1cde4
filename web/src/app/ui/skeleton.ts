import { ChangeDetectionStrategy, Component, input } from '@angular/core';

/** A block in the shape of what is coming; it appears only after 150 ms, so that a quick answer never flickers. */
@Component({
  selector: 'sp-skeleton',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: {
    'aria-hidden': 'true',
    '[style.height]': 'height()',
    '[style.width]': 'width()',
    '[style.aspect-ratio]': 'ratio()',
  },
  template: '',
  styles: `
    :host {
      display: block;
      border-radius: var(--sp-radius-control);
      background: linear-gradient(90deg, var(--sp-sunken) 25%, var(--sp-line) 50%, var(--sp-sunken) 75%) 0 0 / 300% 100%;
      opacity: 0;
      animation:
        appear 120ms ease-out 150ms forwards,
        sweep 1.8s linear 150ms infinite;
    }
    @keyframes appear {
      to {
        opacity: 1;
      }
    }
    @keyframes sweep {
      from {
        background-position: 100% 0;
      }
      to {
        background-position: 0 0;
      }
    }
  `,
})
export class Skeleton {
  readonly height = input<string | null>('16px');
  readonly width = input<string | null>(null);
  readonly ratio = input<string | null>(null);
}
