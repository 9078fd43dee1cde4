import { ChangeDetectionStrategy, Component, ElementRef, computed, effect, inject, untracked } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router, RouterLink, RouterOutlet } from '@angular/router';
import { filter, map, startWith } from 'rxjs';
import { type SubPage, settingsPages } from '../../core/pages/settings-pages';
import { SessionStore } from '../../core/session/session-store';
import { PageTitle } from '../../core/shell/page-title.strategy';
import { Icon } from '../../ui/icon';

/** The frame of the settings: one page for each subject, each with an address. */
@Component({
  selector: 'sp-settings-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, RouterLink, RouterOutlet],
  host: { class: 'sp-page' },
  template: `
    @if (pages().length > 1) {
      <nav i18n-aria-label aria-label="Settings">
        <ul>
          @for (page of pages(); track page.path) {
            <li>
              <a
                [routerLink]="page.path"
                [class.active]="page.path === current()"
                [attr.aria-current]="page.path === current() ? 'page' : null"
              >
                <sp-icon [name]="page.icon" [size]="18" />{{ page.label }}
              </a>
            </li>
          }
        </ul>
      </nav>
    }
    <div class="content"><router-outlet /></div>
  `,
  styleUrl: './settings-page.scss',
})
export class SettingsPage {
  private readonly session = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly title = inject(PageTitle);
  protected readonly pages = computed(() => settingsPages(this.session.isAdmin()));
  protected readonly current = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map(({ urlAfterRedirects }) => urlAfterRedirects),
      startWith(this.router.url),
      map((url) => url.split(/[?#]/)[0]),
    ),
    { requireSync: true },
  );

  constructor() {
    effect(() => {
      const page = this.pages().find(({ path }) => path === this.current());
      if (!page) return;
      // The router has named the tab after the settings as a whole.
      untracked(() => setTimeout(() => this.named(page)));
    });
  }

  /** On phones the row of pages is longer than the screen. */
  private named({ path, label }: SubPage): void {
    if (this.current() !== path) return;
    this.title.setTab(label);
    const link = this.host.nativeElement.querySelector('[aria-current]');
    link?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }
}
