import {
  ChangeDetectionStrategy,
  Component,
  DOCUMENT,
  DestroyRef,
  type ElementRef,
  computed,
  effect,
  inject,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { AuthApi } from '../../api/auth.api';
import { Problem } from '../../api/problem';
import {
  dropSetupCode,
  keepReturnPath,
  keptSetupCode,
  safeReturnPath,
  takeReturnPath,
} from '../../core/session/return-path';
import { SessionStore } from '../../core/session/session-store';
import { Icon } from '../../ui/icon';
import { ProblemPanel } from '../../ui/problem-panel';
import { StatusChip } from '../../ui/status-chip';
import { type Elsewhere, backToThisName, elsewhereOf } from './own-address';
import { PinClaim } from './pin-claim';

/** Sign-in with Plex: one button, a full redirect in this tab, and back here to claim. */
@Component({
  selector: 'sp-login-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, ProblemPanel, StatusChip],
  templateUrl: './login-page.html',
  styleUrl: './login-page.scss',
})
export class LoginPage {
  private readonly api = inject(AuthApi);
  private readonly session = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly document = inject(DOCUMENT);
  private readonly params = toSignal(inject(ActivatedRoute).queryParamMap, { requireSync: true });
  /** The attempt that Plex sent the browser back for. */
  private readonly pin = computed(() => this.params().get('pin'));
  private readonly returnTo = computed(() => this.params().get('returnTo'));
  /** Somebody who is signed in comes to renew what Plex allows. */
  private readonly again = computed(() => this.params().has('again'));
  private readonly claim = signal<PinClaim | null>(null);

  protected readonly starting = signal(false);
  /** This page has another address than the one that Plex leads back to, where the sign-in would be nobody's. */
  protected readonly elsewhere = signal<Elsewhere | null>(null);
  protected readonly startProblem = signal<Problem | null>(null);
  protected readonly settingUp = signal(false);
  protected readonly state = computed(() => this.claim()?.state() ?? null);
  protected readonly problem = computed(() => {
    const state = this.state();
    return state?.kind === 'refused' || state?.kind === 'failed' ? state.problem : null;
  });
  /** Why the presented code was not taken; empty while none was. */
  protected readonly wrongCode = computed(() => {
    const state = this.state();
    return state?.kind === 'code-needed' && state.wrong ? state.detail : '';
  });
  protected readonly checking = computed(() => {
    const state = this.state();
    return state?.kind === 'code-needed' && state.checking;
  });
  private readonly codeField = viewChild<ElementRef<HTMLInputElement>>('code');
  protected readonly setupCode = signal(keptSetupCode() ?? '');

  constructor() {
    effect(() => {
      const pin = this.pin();
      untracked(() => (pin ? this.follow(pin) : this.leaveIfSignedIn()));
    });
    effect(() => {
      const state = this.state();
      if (state?.kind === 'complete') untracked(() => this.enter(state.user));
    });
    effect(() => {
      if (this.wrongCode()) this.codeField()?.nativeElement.focus();
    });
    inject(DestroyRef).onDestroy(() => this.claim()?.stop());
    void this.askSetup();
  }

  protected async begin(): Promise<void> {
    this.starting.set(true);
    this.startProblem.set(null);
    const returnTo = this.returnTo();
    if (returnTo) keepReturnPath(returnTo);
    try {
      const started = await firstValueFrom(this.api.startPin());
      const authUrl = backToThisName(started.authUrl, this.document.location);
      const elsewhere = elsewhereOf(authUrl, this.document.location.hostname, keptSetupCode(), returnTo);
      if (!elsewhere) return this.leaveFor(authUrl);
      this.elsewhere.set(elsewhere);
      this.starting.set(false);
    } catch (error) {
      this.startProblem.set(Problem.from(error));
      this.starting.set(false);
    }
  }

  protected leaveFor(authUrl: string): void {
    this.document.location.assign(authUrl);
  }

  protected presentCode(): void {
    const code = this.setupCode().trim();
    if (code) this.claim()?.presentCode(code);
  }

  private follow(pin: string): void {
    this.claim()?.stop();
    const claim = new PinClaim((setupCode) => this.api.claimPin(pin, setupCode), keptSetupCode());
    this.claim.set(claim);
    claim.start();
  }

  private async enter(user: Parameters<SessionStore['signedIn']>[0]): Promise<void> {
    this.session.signedIn(user);
    dropSetupCode();
    // Keeping the used PIN out of the history: "back" must not claim it again.
    await this.router.navigateByUrl(takeReturnPath(), { replaceUrl: true });
  }

  private async leaveIfSignedIn(): Promise<void> {
    if (this.again()) return;
    try {
      if (await this.session.load())
        await this.router.navigateByUrl(safeReturnPath(this.returnTo()), { replaceUrl: true });
    } catch {
      // The root says why nobody could be asked.
    }
  }

  private async askSetup(): Promise<void> {
    try {
      this.settingUp.set(await this.session.setupNeeded());
    } catch {
      // Only the wording depends on it.
    }
  }
}
