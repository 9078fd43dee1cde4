import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { Icon } from '../../ui/icon';
import { LazyView } from '../../ui/lazy-view';
import { AssistantSwitch } from './assistant-switch';

/** Opens the assistant beside the page; its code is fetched with the first opening. */
@Component({
  selector: 'sp-assistant-launcher',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, LazyView],
  template: `
    <button
      type="button"
      class="open"
      aria-label="Assistant"
      i18n-aria-label
      [attr.aria-expanded]="panel.open()"
      (click)="panel.toggle()"
    >
      <sp-icon name="assistant" />
    </button>
    @if (panel.open()) {
      <ng-container [spLazyView]="load" (failed)="panel.hide()" />
    }
  `,
  styles: `
    .open {
      display: grid;
      place-items: center;
      width: 36px;
      height: 36px;
      border: 0;
      border-radius: var(--sp-radius-control);
      background: none;
      color: var(--sp-muted);
      cursor: pointer;
    }
    .open:hover {
      color: var(--sp-text);
    }
  `,
})
export class AssistantLauncher {
  protected readonly panel = inject(AssistantSwitch);
  protected readonly load = () => import('./assistant-panel').then((m) => m.AssistantPanel);
}
