import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { Problem } from '../../api/problem';
import { initialsOf } from '../../ui/format';
import { Icon } from '../../ui/icon';
import type { IconName } from '../../ui/icon-paths';
import { type LanguagePreference, LanguageStore } from '../language/language-store';
import { SessionStore } from '../session/session-store';
import { SignOut } from '../session/sign-out';
import { type ThemePreference, ThemeStore } from '../theme/theme-store';

const THEMES: readonly { value: ThemePreference; label: string; icon: IconName }[] = [
  { value: 'system', label: $localize`As the system`, icon: 'system' },
  { value: 'light', label: $localize`Light`, icon: 'sun' },
  { value: 'dark', label: $localize`Dark`, icon: 'moon' },
];

/** Each in its own words, so that it can be found from any other. */
const LANGUAGES: readonly { value: LanguagePreference; label: string }[] = [
  { value: 'browser', label: $localize`As the browser` },
  { value: 'en', label: 'English' },
  { value: 'de', label: 'Deutsch' },
];

@Component({
  selector: 'sp-account-menu',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon],
  template: `
    @if (session.user(); as user) {
      <button type="button" class="avatar" popovertarget="sp-account" [attr.aria-label]="label()">
        {{ initials() }}
      </button>
      <div id="sp-account" popover class="sp-menu">
        <p class="who">
          <strong class="sp-clip" dir="auto">{{ user.displayName }}</strong>
          <span class="sp-muted sp-small">{{ role() }}</span>
        </p>
        <hr class="sp-menu__line" />
        <div role="radiogroup" aria-labelledby="sp-theme-label">
          <p class="sp-menu__label" id="sp-theme-label" i18n>Theme</p>
          @for (theme of themes; track theme.value) {
            <button
              type="button"
              class="sp-menu__item"
              role="radio"
              [attr.aria-checked]="store.preference() === theme.value"
              (click)="store.choose(theme.value)"
            >
              <sp-icon [name]="theme.icon" [size]="18" />{{ theme.label }}
            </button>
          }
        </div>
        <hr class="sp-menu__line" />
        <div role="radiogroup" aria-labelledby="sp-language-label">
          <p class="sp-menu__label" id="sp-language-label" i18n>Language</p>
          @for (language of languages; track language.value) {
            <button
              type="button"
              class="sp-menu__item"
              role="radio"
              [attr.aria-checked]="language.value === chosenLanguage"
              [attr.lang]="language.value === 'browser' ? null : language.value"
              (click)="languageStore.choose(language.value)"
            >
              <sp-icon name="language" [size]="18" />{{ language.label }}
            </button>
          }
        </div>
        <hr class="sp-menu__line" />
        <button type="button" class="sp-menu__item" (click)="signOut()">
          <sp-icon name="signOut" [size]="18" /><ng-container i18n>Sign out</ng-container>
        </button>
        @if (fault()) {
          <p class="sp-menu__label" role="alert">{{ fault() }}</p>
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
    .who {
      display: grid;
      padding: 4px 8px;
    }
  `,
})
export class AccountMenu {
  protected readonly session = inject(SessionStore);
  protected readonly store = inject(ThemeStore);
  protected readonly themes = THEMES;
  protected readonly languageStore = inject(LanguageStore);
  protected readonly languages = LANGUAGES;
  protected readonly chosenLanguage = this.languageStore.preference();
  protected readonly fault = signal('');
  protected readonly initials = computed(() => initialsOf(this.session.user()?.displayName ?? ''));
  protected readonly role = computed(() =>
    this.session.user()?.role === 'admin' ? $localize`Administrator` : $localize`Member`,
  );
  protected readonly label = computed(() => {
    const name = this.session.user()?.displayName ?? '';
    return $localize`Account of ${name}:name:`;
  });
  private readonly way = inject(SignOut);

  protected async signOut(): Promise<void> {
    this.fault.set('');
    try {
      await this.way.leave();
    } catch (error) {
      this.fault.set($localize`You are still signed in. ${Problem.from(error).detail}:problem:`);
    }
  }
}
