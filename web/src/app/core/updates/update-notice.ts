import { ChangeDetectionStrategy, Component, afterNextRender, inject } from '@angular/core';
import { UpdateStore } from './update-store';

/** A new version never reloads a page by itself: somebody may be typing. */
@Component({
  selector: 'sp-update-notice',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div role="status">
      @if (updates.ready()) {
        <div class="sp-notice">
          <span i18n>A new version is ready.</span>
          <button type="button" class="sp-button" (click)="updates.take()" i18n>Reload</button>
          <button type="button" class="sp-button sp-button--quiet" (click)="updates.later()" i18n>Later</button>
        </div>
      }
    </div>
  `,
})
export class UpdateNotice {
  protected readonly updates = inject(UpdateStore);

  constructor() {
    // After the page's own files have come: what the worker keeps must not hold them up.
    afterNextRender(() => {
      if (document.readyState === 'complete') void this.updates.start();
      else window.addEventListener('load', () => void this.updates.start(), { once: true });
    });
  }
}
