import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { AuthApi } from '../../api/auth.api';
import { Problem } from '../../api/problem';
import { keepSetupCode } from '../../core/session/return-path';
import { SessionStore } from '../../core/session/session-store';
import { ProblemPanel } from '../../ui/problem-panel';

/** A way back for who signed in with a Plex account that owns no server. */
@Component({
  selector: 'sp-other-account',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ProblemPanel],
  template: `
    <p class="sp-muted">
      <span i18n
        >You are signed in to Plex as <bdi>{{ session.user()?.username }}</bdi>. Does another Plex account own the
        server?</span
      >
      <button type="button" class="sp-button sp-button--quiet" [disabled]="leaving()" i18n (click)="leave()">
        Use another account
      </button>
    </p>
    @if (problem(); as fault) {
      <sp-problem [problem]="fault" (retry)="leave()" />
    }
  `,
})
export class OtherAccount {
  private readonly api = inject(AuthApi);
  private readonly router = inject(Router);
  protected readonly session = inject(SessionStore);
  protected readonly leaving = signal(false);
  protected readonly problem = signal<Problem | null>(null);

  protected async leave(): Promise<void> {
    this.leaving.set(true);
    this.problem.set(null);
    try {
      const { setupCode } = await firstValueFrom(this.api.handOverSetup());
      if (setupCode !== null) keepSetupCode(setupCode);
      this.session.forget();
      await this.router.navigate(['/login'], { queryParams: { returnTo: '/setup' } });
    } catch (error) {
      this.problem.set(Problem.from(error));
    } finally {
      this.leaving.set(false);
    }
  }
}
