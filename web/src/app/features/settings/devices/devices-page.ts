import { ChangeDetectionStrategy, Component, computed, inject, viewChild } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { Router } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { AuthApi } from '../../../api/auth.api';
import { Problem } from '../../../api/problem';
import type { Session } from '../../../api/types';
import { Act } from '../../../core/acts/act';
import { languageNames } from '../../../core/language/language-names';
import { LanguageStore } from '../../../core/language/language-store';
import { lastValueOf } from '../../../core/paging/last-value';
import { SessionStore } from '../../../core/session/session-store';
import { browserWords } from '../../../core/sessions/browser-words';
import { SessionList } from '../../../core/sessions/session-list';
import { askToSignOutHere } from '../../../core/sessions/sign-out-question';
import { themeNames } from '../../../core/theme/theme-names';
import { ThemeStore } from '../../../core/theme/theme-store';
import { ConfirmDialog, type Confirmation } from '../../../ui/confirm-dialog';
import { Icon } from '../../../ui/icon';
import { plural } from '../../../ui/plural';
import { formatCount } from '../../../ui/format';
import { ProblemPanel } from '../../../ui/problem-panel';
import { Skeleton } from '../../../ui/skeleton';

/** Everybody: where one is signed in, and how the portal looks and speaks in this browser. */
@Component({
  selector: 'sp-devices-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ConfirmDialog, Icon, ProblemPanel, SessionList, Skeleton],
  templateUrl: './devices-page.html',
  styleUrl: './devices-page.scss',
})
export class DevicesPage {
  private readonly api = inject(AuthApi);
  private readonly session = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly confirm = viewChild.required(ConfirmDialog);
  protected readonly theme = inject(ThemeStore);
  protected readonly themes = themeNames();
  protected readonly language = inject(LanguageStore);
  protected readonly languages = languageNames();
  protected readonly chosenLanguage = this.language.preference();
  protected readonly answer = rxResource({ stream: () => this.api.sessions() });
  /** What was read stays while it is read anew. */
  protected readonly sessions = lastValueOf(this.answer, ({ items }) => items);
  protected readonly others = computed(() => (this.sessions() ?? []).filter(({ current }) => !current));
  protected readonly loadProblem = computed(() => (this.answer.error() ? Problem.from(this.answer.error()) : null));
  protected readonly act = new Act();
  protected readonly readBefore = $localize`What is listed below was read before.`;

  protected async end(session: Session): Promise<void> {
    const browser = browserWords(session.userAgent);
    if (session.current) {
      await this.ask(askToSignOutHere(), () => this.signOut());
      return;
    }
    const question = {
      heading: $localize`Sign out of ${browser}:browser:?`,
      text: $localize`That browser is signed out at once. You can sign in there again.`,
      action: $localize`Sign out`,
      danger: true,
    };
    await this.ask(question, async () => {
      await this.endOne(session);
      return $localize`${browser}:browser: is signed out.`;
    });
  }

  protected async endOthers(): Promise<void> {
    const others = this.others();
    const count = formatCount(others.length);
    const question = {
      heading: $localize`Sign out everywhere else?`,
      text: plural(
        others.length,
        $localize`The other browser is signed out at once. This one stays signed in.`,
        $localize`${count}:count: other browsers are signed out at once. This one stays signed in.`,
      ),
      action: $localize`Sign out everywhere else`,
      danger: true,
    };
    await this.ask(question, async () => {
      for (const session of others) await this.endOne(session);
      return $localize`You are signed in here only.`;
    });
  }

  /** One that has ended in the meantime has ended. */
  private async endOne({ id }: Session): Promise<void> {
    try {
      await firstValueFrom(this.api.endSession(id));
    } catch (error) {
      if (Problem.from(error).status !== 404) throw error;
    }
    this.sessions.update((sessions) => sessions?.filter((each) => each.id !== id) ?? null);
  }

  private async signOut(): Promise<string> {
    await this.session.signOut();
    await this.router.navigate(['/login']);
    return '';
  }

  private async ask(question: Confirmation, request: () => Promise<string>): Promise<void> {
    if (await this.confirm().ask(question)) await this.act.run(request);
  }
}
