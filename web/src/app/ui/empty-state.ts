import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { Icon } from './icon';
import type { IconName } from './icon-paths';

/** Nothing to show: what would be here, and the one action that fills it (projected). */
@Component({
  selector: 'sp-empty-state',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon],
  template: `
    <sp-icon [name]="icon()" [size]="40" />
    <h2>{{ heading() }}</h2>
    @if (text()) {
      <p class="sp-muted sp-prose">{{ text() }}</p>
    }
    <div class="sp-row actions"><ng-content /></div>
  `,
  styles: `
    :host {
      display: grid;
      justify-items: center;
      gap: 12px;
      padding: 48px 16px;
      text-align: center;
    }
    sp-icon {
      color: var(--sp-muted);
    }
    .actions {
      justify-content: center;
      margin-top: 4px;
    }
  `,
})
export class EmptyState {
  readonly icon = input<IconName>('library');
  readonly heading = input.required<string>();
  readonly text = input('');
}
