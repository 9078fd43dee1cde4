import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** A bar from 0 to 1; null is under way without a known end. */
@Component({
  selector: 'sp-progress',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: {
    role: 'progressbar',
    'aria-valuemin': '0',
    'aria-valuemax': '100',
    '[attr.aria-valuenow]': 'percent()',
    '[attr.aria-label]': 'label()',
    '[class.open]': 'percent() === null',
    '[attr.data-tone]': 'tone()',
  },
  template: `<span [style.transform]="'scaleX(' + (percent() ?? 30) / 100 + ')'"></span>`,
  styles: `
    :host {
      display: block;
      height: 6px;
      overflow: hidden;
      border-radius: 3px;
      background: var(--sp-line);
    }
    span {
      display: block;
      height: 100%;
      border-radius: inherit;
      background: var(--sp-info);
      transform-origin: 0 0;
      transition: transform 200ms ease-out;
    }
    :host([data-tone='good']) span {
      background: var(--sp-good);
    }
    :host([data-tone='bad']) span {
      background: var(--sp-bad);
    }
    :host([data-tone='warn']) span {
      background: var(--sp-warn);
    }
    :host(.open) span {
      animation: slide 1.4s ease-in-out infinite alternate;
    }
    @keyframes slide {
      from {
        margin-inline-start: 0;
      }
      to {
        margin-inline-start: 70%;
      }
    }
  `,
})
export class ProgressBar {
  readonly value = input.required<number | null>();
  readonly label = input.required<string>();
  readonly tone = input<'info' | 'good' | 'warn' | 'bad'>('info');
  protected readonly percent = computed(() => {
    const value = this.value();
    return value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 100);
  });
}
