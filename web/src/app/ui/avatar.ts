import { ChangeDetectionStrategy, Component, computed, input, signal } from '@angular/core';
import { initialsOf } from './format';

/** A person's picture, or initials while, or because, there is none. The name stands beside it. */
@Component({
  selector: 'sp-avatar',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { 'aria-hidden': 'true', '[style.--size]': 'size() + "px"' },
  template: `
    <span>{{ initials() }}</span>
    @if (source(); as address) {
      <img
        [src]="address"
        alt=""
        loading="lazy"
        decoding="async"
        referrerpolicy="no-referrer"
        (error)="broken.set(address)"
      />
    }
  `,
  styles: `
    :host {
      position: relative;
      display: inline-grid;
      flex: none;
      place-items: center;
      width: var(--size);
      height: var(--size);
      overflow: hidden;
      border: 1px solid var(--sp-line);
      border-radius: 50%;
      background: var(--sp-sunken);
      color: var(--sp-text);
      font-size: calc(var(--size) * 0.36);
      font-weight: 650;
      line-height: 1;
    }
    img {
      position: absolute;
      inset: 0;
      width: 100%;
      height: 100%;
      object-fit: cover;
    }
  `,
})
export class Avatar {
  readonly name = input.required<string>();
  readonly url = input<string | null>(null);
  /** Edge in px. */
  readonly size = input(32);
  protected readonly broken = signal('');
  protected readonly initials = computed(() => initialsOf(this.name()));
  protected readonly source = computed(() => {
    const url = this.url();
    return url !== null && url !== this.broken() && isAllowed(url) ? url : null;
  });
}

/** What the content security policy lets through; anything else would only be a complaint in the console. */
function isAllowed(url: string): boolean {
  return URL.canParse(url) && (url.startsWith('https://') || new URL(url).origin === window.location.origin);
}
