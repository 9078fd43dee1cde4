import { ChangeDetectionStrategy, Component, computed, effect, inject, input, untracked } from '@angular/core';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import type { Role, UserSummary } from '../../api/types';
import { UsersApi } from '../../api/users.api';
import { PagedList } from '../../core/paging/paged-list';
import { SessionStore } from '../../core/session/session-store';
import { Avatar } from '../../ui/avatar';
import { EmptyState } from '../../ui/empty-state';
import { formatCount } from '../../ui/format';
import { ProblemPanel } from '../../ui/problem-panel';
import { RelativeTime } from '../../ui/relative-time';
import { SearchField } from '../../ui/search-field';
import { Skeleton } from '../../ui/skeleton';
import { StatusChip } from '../../ui/status-chip';
import { type Access, type UsersState, isFiltered, readUsers, toUserQuery, writeUsers } from './users-state';
import { accessStatus, emailOf, roleWord } from './users-words';

const PAGE = 50;

/** Administrators: everybody who has signed in, and what each may do. */
@Component({
  selector: 'sp-users-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Avatar, EmptyState, ProblemPanel, RelativeTime, RouterLink, SearchField, Skeleton, StatusChip],
  host: { class: 'sp-page' },
  templateUrl: './users-page.html',
  styleUrl: './users-page.scss',
})
export class UsersPage {
  private readonly api = inject(UsersApi);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly own = inject(SessionStore).user;
  /** All three from the address. */
  readonly q = input<string>();
  readonly role = input<string>();
  readonly access = input<string>();
  protected readonly state = computed(() => readUsers({ q: this.q(), role: this.role(), access: this.access() }), {
    equal: (a, b) => a.q === b.q && a.role === b.role && a.access === b.access,
  });
  protected readonly filtered = computed(() => isFiltered(this.state()));
  protected readonly list = new PagedList<UserSummary>((cursor) =>
    this.api.users({ ...toUserQuery(this.state()), limit: PAGE, cursor }),
  );
  protected readonly rows = computed(() => this.list.items()?.map((user) => describe(user, this.own()?.id)) ?? null);
  protected readonly skeletons = [0, 1, 2, 3, 4, 5];
  protected readonly stillTrue = computed(() =>
    this.rows() === null ? '' : $localize`What is listed below was read before.`,
  );

  constructor() {
    effect(() => {
      this.state();
      untracked(() => this.list.reload());
    });
  }

  protected setRole(value: string): void {
    this.show({ role: (value || null) as Role | null });
  }

  protected setAccess(value: string): void {
    this.show({ access: (value || null) as Access | null });
  }

  protected clear(): void {
    this.show({ q: '', role: null, access: null });
  }

  /** While somebody types, one entry of the browser's history is enough. */
  protected show(change: Partial<UsersState>, replaceUrl = false): void {
    const queryParams = writeUsers({ ...this.state(), ...change });
    void this.router.navigate([], { relativeTo: this.route, queryParams, replaceUrl });
  }
}

function describe(user: UserSummary, ownId: string | undefined) {
  return {
    user,
    own: user.id === ownId,
    email: emailOf(user),
    role: roleWord(user.role),
    state: accessStatus(user),
    libraries: formatCount(user.visibleSectionCount),
    plays: formatCount(user.plays30d),
    devices: formatCount(user.sessionCount),
  };
}
