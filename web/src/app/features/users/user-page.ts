import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal, viewChild } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { Router, RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { Problem } from '../../api/problem';
import type { Session, User, UserDetail } from '../../api/types';
import { UsersApi } from '../../api/users.api';
import { Act } from '../../core/acts/act';
import { SessionStore } from '../../core/session/session-store';
import { SessionList } from '../../core/sessions/session-list';
import { PageTitle } from '../../core/shell/page-title.strategy';
import { Avatar } from '../../ui/avatar';
import { ConfirmDialog, type Confirmation } from '../../ui/confirm-dialog';
import { Figures } from '../../ui/figures';
import { Icon } from '../../ui/icon';
import { ProblemPanel } from '../../ui/problem-panel';
import { RelativeTime } from '../../ui/relative-time';
import { Skeleton } from '../../ui/skeleton';
import { StatusChip } from '../../ui/status-chip';
import { type AccessChange, askAboutAccess, askAboutAllSessions, askAboutSession, saidOf } from './user-acts';
import { figuresOf, librariesOf } from './user-figures';
import { accessStatus, emailOf, roleWord } from './users-words';

/** One person: what they may see and do, where they are signed in, and what can be changed about it. */
@Component({
  selector: 'sp-user-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    Avatar,
    ConfirmDialog,
    Figures,
    Icon,
    ProblemPanel,
    RelativeTime,
    RouterLink,
    SessionList,
    Skeleton,
    StatusChip,
  ],
  host: { class: 'sp-page' },
  templateUrl: './user-page.html',
  styleUrl: './user-page.scss',
})
export class UserPage {
  readonly id = input.required<string>();
  private readonly api = inject(UsersApi);
  private readonly session = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly page = inject(PageTitle);
  private readonly confirm = viewChild.required(ConfirmDialog);
  protected readonly answer = rxResource({ params: () => this.id(), stream: ({ params }) => this.api.user(params) });
  /** What was read stays when reading it anew fails. */
  private readonly kept = signal<UserDetail | null>(null);
  protected readonly user = computed(() => {
    const kept = this.kept();
    return kept?.id === this.id() ? kept : null;
  });
  protected readonly loadProblem = computed(() => (this.answer.error() ? Problem.from(this.answer.error()) : null));
  protected readonly act = new Act();
  protected readonly own = computed(() => this.user()?.id === this.session.user()?.id);
  protected readonly role = computed(() => roleWord(this.user()?.role ?? 'user'));
  protected readonly status = computed(() => accessStatus({ disabled: this.user()?.disabled ?? false }));
  protected readonly email = computed(() => {
    const user = this.user();
    return user ? emailOf(user) : '';
  });
  protected readonly readBefore = $localize`What is shown below was read before.`;
  protected readonly figures = computed(() => figuresOf(this.user()));
  protected readonly libraries = computed(() => librariesOf(this.user()));

  constructor() {
    effect(() => {
      if (!this.answer.hasValue()) return;
      this.kept.set(this.answer.value());
      this.page.setTab(this.answer.value().displayName);
    });
  }

  protected change(user: UserDetail, change: AccessChange): Promise<void> {
    return this.ask(askAboutAccess(user, change, this.own()), async () => {
      const changed = await firstValueFrom(this.api.change(user.id, change));
      this.kept.update((kept) => kept && { ...kept, ...changed });
      if (this.own()) await this.changedMyself(changed);
      else this.answer.reload();
      return saidOf(changed, change);
    });
  }

  protected end(user: UserDetail, session: Session): Promise<void> {
    return this.ask(askAboutSession(user, session), async () => {
      await firstValueFrom(this.api.endSession(user.id, session.id));
      if (session.current) this.session.endedByServer();
      else this.answer.reload();
      return $localize`That browser is signed out.`;
    });
  }

  protected endAll(user: UserDetail): Promise<void> {
    return this.ask(askAboutAllSessions(user, this.own()), async () => {
      await firstValueFrom(this.api.endSessions(user.id));
      if (this.own()) this.session.endedByServer();
      else this.answer.reload();
      return $localize`${user.displayName}:name: is signed out everywhere.`;
    });
  }

  /** The portal of somebody who is no administrator any more has other pages. */
  private async changedMyself(user: User): Promise<void> {
    if (user.disabled) return this.session.endedByServer();
    this.session.signedIn(user);
    if (user.role !== 'admin') await this.router.navigate(['/']);
  }

  private async ask(question: Confirmation | null, request: () => Promise<string>): Promise<void> {
    if (question && !(await this.confirm().ask(question))) return;
    await this.act.run(request, (problem) => explained(problem, this.user()));
  }
}

function explained(problem: Problem, user: UserDetail | null): Problem {
  if (problem.code !== 'last-admin' || user === null) return problem;
  const { status, code, requestId } = problem;
  return new Problem({
    status,
    code,
    requestId,
    title: $localize`${user.displayName}:name: is the last administrator`,
    detail: $localize`Without an administrator nobody could look after SmartPlex. Make somebody else an administrator first.`,
  });
}
