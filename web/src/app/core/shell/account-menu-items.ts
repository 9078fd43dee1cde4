import { ChangeDetectionStrategy, Component, computed, inject, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Problem } from '../../api/problem';
import { Icon } from '../../ui/icon';
import { languageNames } from '../language/language-names';
import { LanguageStore } from '../language/language-store';
import { SessionStore } from '../session/session-store';
import { SignOut } from '../session/sign-out';
import { themeNames } from '../theme/theme-names';
import { ThemeStore } from '../theme/theme-store';

/** What the account menu holds: who it is, theme, language, own devices and assistant, the way out. */
@Component({
  selector: 'sp-account-menu-items',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, RouterLink],
  template: `
    <p class="who">
      <strong class="sp-clip" dir="auto">{{ name() }}</strong>
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
    <a class="sp-menu__item" routerLink="/settings/devices" (click)="left.emit()">
      <sp-icon name="device" [size]="18" /><ng-container i18n>Your devices</ng-container>
    </a>
    <a class="sp-menu__item" routerLink="/settings/assistant" (click)="left.emit()">
      <sp-icon name="assistant" [size]="18" /><ng-container i18n>Your assistant</ng-container>
    </a>
    <button type="button" class="sp-menu__item" (click)="signOut()">
      <sp-icon name="signOut" [size]="18" /><ng-container i18n>Sign out</ng-container>
    </button>
    @if (fault()) {
      <p class="sp-menu__label" role="alert">{{ fault() }}</p>
    }
  `,
  styles: `
    a {
      text-decoration: none;
    }
    .who {
      display: grid;
      padding: 4px 8px;
    }
  `,
})
export class AccountMenuItems {
  /** Somebody goes to another page. */
  readonly left = output<void>();
  private readonly session = inject(SessionStore);
  protected readonly store = inject(ThemeStore);
  protected readonly themes = themeNames();
  protected readonly languageStore = inject(LanguageStore);
  protected readonly languages = languageNames();
  protected readonly chosenLanguage = this.languageStore.preference();
  protected readonly fault = signal('');
  protected readonly name = computed(() => this.session.user()?.displayName ?? '');
  protected readonly role = computed(() =>
    this.session.user()?.role === 'admin' ? $localize`Administrator` : $localize`Member`,
  );
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
