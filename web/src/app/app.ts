import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationStart, Router, RouterOutlet } from '@angular/router';
import { NavigationFaults } from './core/errors/navigation-faults';
import { ThemeStore } from './core/theme/theme-store';
import { ScrollMemory } from './core/shell/scroll-memory';
import { SessionStore } from './core/session/session-store';
import { ProblemPanel } from './ui/problem-panel';

@Component({
  selector: 'sp-root',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [RouterOutlet, ProblemPanel],
  template: `
    @if (session.problem(); as problem) {
      <main class="unavailable">
        <!-- eslint-disable-next-line @angular-eslint/template/i18n -- a name -->
        <h1 class="sp-hidden">SmartPlex</h1>
        <sp-problem [problem]="problem" (retry)="retry()" />
      </main>
    }
    @if (faults.failed(); as url) {
      <div class="sp-notice sp-notice--urgent" role="alert">
        <span i18n>That page could not be opened. There may be no connection to SmartPlex.</span>
        <button type="button" class="sp-button" i18n (click)="faults.open(url)">Try again</button>
        <button type="button" class="sp-button sp-button--quiet" i18n (click)="faults.dismiss()">Stay here</button>
      </div>
    }
    <router-outlet />
  `,
  styles: `
    .unavailable {
      max-width: 640px;
      margin: 15vh auto 0;
      padding: 16px;
    }
  `,
})
export class App {
  protected readonly faults = inject(NavigationFaults);
  protected readonly session = inject(SessionStore);
  private readonly router = inject(Router);

  /** Where the person wanted to go: the router takes the address back when the guards could not decide. */
  private wanted = '/';

  constructor() {
    inject(ThemeStore);
    inject(ScrollMemory);
    this.router.events.pipe(takeUntilDestroyed()).subscribe((event) => {
      if (event instanceof NavigationStart) this.wanted = event.url;
    });
  }

  protected async retry(): Promise<void> {
    try {
      await this.session.load();
    } catch {
      return;
    }
    await this.router.navigateByUrl(this.wanted, { onSameUrlNavigation: 'reload' });
  }
}
