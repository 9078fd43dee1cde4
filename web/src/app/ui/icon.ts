import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { ICON_PATHS, type IconName } from './icon-paths';

/** A decorative icon; the word beside it, or the label of its button, says what it means. */
@Component({
  selector: 'sp-icon',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { 'aria-hidden': 'true', '[style.--size]': 'size() + "px"' },
  template: `
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linejoin="round"
      focusable="false"
    >
      <path [attr.d]="path()" stroke-linecap="round" />
    </svg>
  `,
  styles: `
    :host {
      display: inline-block;
      flex: none;
      width: var(--size);
      height: var(--size);
    }
    svg {
      display: block;
      width: 100%;
      height: 100%;
    }
  `,
})
export class Icon {
  readonly name = input.required<IconName>();
  /** Edge in px. */
  readonly size = input(20);
  protected readonly path = computed(() => ICON_PATHS[this.name()]);
}
