import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { EmptyState } from '../../ui/empty-state';

@Component({
  selector: 'sp-not-found-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [EmptyState, RouterLink],
  host: { class: 'sp-page' },
  template: `
    <sp-empty-state
      icon="search"
      i18n-heading
      heading="There is no such page"
      i18n-text
      text="The address may be mistyped, or it is not open to you."
    >
      <a class="sp-button" routerLink="/" i18n>Go home</a>
      <a class="sp-button" routerLink="/library" i18n>Browse the library</a>
    </sp-empty-state>
  `,
})
export class NotFoundPage {}
