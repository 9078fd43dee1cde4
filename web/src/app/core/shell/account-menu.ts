import {
  ChangeDetectionStrategy,
  Component,
  type ElementRef,
  computed,
  inject,
  outputBinding,
  signal,
  viewChild,
} from '@angular/core';
import { initialsOf } from '../../ui/format';
import { LazyView } from '../../ui/lazy-view';
import { SessionStore } from '../session/session-store';

@Component({
  selector: 'sp-account-menu',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [LazyView],
  template: `
    @if (session.user(); as user) {
      <button type="button" class="avatar" popovertarget="sp-account" [attr.aria-label]="label()">
        {{ initials() }}
      </button>
      <div id="sp-account" #menu popover class="sp-menu" (beforetoggle)="opened.set(true)">
        @if (opened()) {
          <ng-container [spLazyView]="items" [bindings]="bindings" (failed)="opened.set(false)" />
        }
      </div>
    }
  `,
  styles: `
    .avatar {
      display: grid;
      place-items: center;
      width: 36px;
      height: 36px;
      border: 1px solid var(--sp-line);
      border-radius: 50%;
      background: var(--sp-raised);
      color: var(--sp-text);
      font: 650 13px/1 var(--sp-font);
      cursor: pointer;
    }
    .sp-menu {
      position: fixed;
      inset: calc(var(--sp-topbar) - 4px) 12px auto auto;
    }
  `,
})
export class AccountMenu {
  protected readonly session = inject(SessionStore);
  protected readonly initials = computed(() => initialsOf(this.session.user()?.displayName ?? ''));
  protected readonly label = computed(() => $localize`Account of ${this.session.user()?.displayName ?? ''}:name:`);
  /** Fetched with the first opening. */
  protected readonly opened = signal(false);
  protected readonly items = () => import('./account-menu-items').then((m) => m.AccountMenuItems);
  private readonly menu = viewChild<ElementRef<HTMLElement>>('menu');
  protected readonly bindings = [outputBinding('left', () => this.menu()?.nativeElement.hidePopover())];
}
