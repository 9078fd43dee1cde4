import { ChangeDetectionStrategy, Component, computed, inject, input, signal, viewChild } from '@angular/core';
import { rxResource, takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { PlexApi } from '../../api/plex.api';
import { Problem } from '../../api/problem';
import { SyncApi } from '../../api/sync.api';
import type { Run, Server } from '../../api/types';
import { type LiveRun, RunFeed, isActive } from '../../core/runs/run-feed';
import { ScheduleCard } from '../../core/schedule/schedule-card';
import { ServerPicker } from '../../core/servers/server-picker';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { Icon } from '../../ui/icon';
import { ProblemPanel } from '../../ui/problem-panel';
import { Skeleton } from '../../ui/skeleton';
import { RunHistory } from './run-history';
import { ServerCard } from './server-card';

/** Administrators: the servers, what runs now, what will run, and what ran before. */
@Component({
  selector: 'sp-sync-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ConfirmDialog, Icon, ProblemPanel, RunHistory, ScheduleCard, ServerCard, ServerPicker, Skeleton],
  host: { class: 'sp-page' },
  template: `
    @if (serverProblem(); as problem) {
      <sp-problem
        [problem]="problem"
        i18n-stillTrue
        stillTrue="A running sync goes on."
        (retry)="serverPage.reload()"
      />
    } @else if (!serverPage.hasValue()) {
      <sp-skeleton height="108px" />
    }
    @for (card of cards(); track card.server.id) {
      <sp-server-card
        [server]="card.server"
        [run]="card.active"
        [held]="card.held"
        [busy]="busy()"
        [problem]="problemOf(card.server.id)"
        [stale]="feed.connection() === 'lost'"
        (started)="start(card.server)"
        (cancelled)="cancel($event)"
        (approved)="approve($event)"
        (linked)="serverPage.reload()"
        (link)="link(card.server)"
      />
    }
    @if (serverPage.hasValue()) {
      @if (adding()) {
        <section class="sp-stack" aria-labelledby="add-server">
          <div class="sp-row head">
            <h2 id="add-server" i18n>Add a server</h2>
            <button type="button" class="sp-button sp-button--quiet" i18n (click)="openAdding(false)">Close</button>
          </div>
          <sp-server-picker [known]="known()" (registered)="added()" />
        </section>
      } @else {
        <div>
          <button type="button" class="sp-button sp-button--quiet" (click)="openAdding(true)">
            <sp-icon name="plus" [size]="18" /><ng-container i18n>Add a server</ng-container>
          </button>
        </div>
      }
    }
    @if (servers().length > 0) {
      <sp-schedule-card [servers]="servers()" [revision]="feed.revision()" />
    }
    @if (serverPage.hasValue() || serverProblem()) {
      <!-- Not before it is known how much stands above it. -->
      <sp-run-history [servers]="servers()" [revision]="feed.revision()" />
    }
    <sp-confirm />
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 24px;
      align-content: start;
    }
    .head {
      justify-content: space-between;
    }
  `,
})
export class SyncPage {
  private readonly plex = inject(PlexApi);
  private readonly sync = inject(SyncApi);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  protected readonly feed = inject(RunFeed);
  private readonly confirm = viewChild.required(ConfirmDialog);
  protected readonly serverPage = rxResource({ stream: () => this.plex.servers() });
  protected readonly servers = computed(() => (this.serverPage.hasValue() ? this.serverPage.value().items : []));
  protected readonly serverProblem = computed(() =>
    this.serverPage.error() ? Problem.from(this.serverPage.error()) : null,
  );
  protected readonly known = computed(() => this.servers().map(({ machineIdentifier }) => machineIdentifier));
  /** From the address, so that an unfinished form is found again. */
  readonly add = input<string>();
  protected readonly adding = computed(() => this.add() === 'true');
  protected readonly busy = signal(false);
  private readonly refusal = signal<{ serverId: string; problem: Problem } | null>(null);
  protected readonly cards = computed(() =>
    this.servers().map((server) => ({ server, ...stateOf(server, this.feed.all()) })),
  );
  protected openAdding(open: boolean): void {
    const queryParams = { add: open ? true : null };
    void this.router.navigate([], { relativeTo: this.route, queryParams, replaceUrl: true });
  }

  /** Its libraries were read with it; the new card offers the first sync. */
  protected added(): void {
    this.openAdding(false);
    this.serverPage.reload();
  }

  constructor() {
    // A run tells how the server is: it may have gone, or refused.
    this.feed.ended.pipe(takeUntilDestroyed()).subscribe(() => this.serverPage.reload());
  }

  protected problemOf(serverId: string): Problem | null {
    const refusal = this.refusal();
    return refusal?.serverId === serverId ? refusal.problem : null;
  }

  protected start(server: Server): Promise<void> {
    return this.act(server.id, () => this.feed.ask(this.sync.start(server.id)));
  }

  protected cancel(run: Run): Promise<void> {
    return this.act(run.serverId, () => this.feed.ask(this.sync.cancel(run.id)));
  }

  protected async approve(run: Run): Promise<void> {
    const titles = run.sections.filter(({ errorCode }) => errorCode === 'removals-held').map(({ title }) => title);
    const sure = await this.confirm().ask({
      heading: $localize`Remove what Plex no longer has?`,
      text:
        titles.length > 0
          ? $localize`SmartPlex asks Plex once more about each missing title of ${titles.join(', ')}:libraries: and takes those that are gone out of its library. Nothing changes in Plex, and no file is touched.`
          : $localize`SmartPlex asks Plex once more about each missing title of this server and takes those that are gone out of its library. Nothing changes in Plex, and no file is touched.`,
      action: $localize`Remove them here`,
      danger: true,
    });
    if (!sure) return;
    await this.act(run.serverId, () => this.feed.ask(this.sync.approveRemovals(run.id)));
  }

  /** With the account's stored sign-in; where that is refused too, the answer says so. */
  protected link({ id, machineIdentifier }: Server): Promise<void> {
    return this.act(id, async () => {
      await firstValueFrom(this.plex.register({ machineIdentifier }));
      this.serverPage.reload();
    });
  }

  private async act(serverId: string, request: () => Promise<void>): Promise<void> {
    this.busy.set(true);
    this.refusal.set(null);
    try {
      await request();
    } catch (error) {
      this.refusal.set({ serverId, problem: Problem.from(error) });
    } finally {
      this.busy.set(false);
    }
  }
}

/** The run under way on a server, and the one that waits for a decision about removals. */
function stateOf(server: Server, runs: readonly LiveRun[]): { active: LiveRun | null; held: LiveRun | null } {
  const own = runs.filter(({ serverId }) => serverId === server.id);
  const active = own.find(isActive) ?? null;
  // A run that failed or was cancelled has decided nothing, so an older one may still wait.
  const decisive = own.find(({ state }) => state === 'succeeded' || state === 'incomplete');
  return { active, held: !active && decisive && isHeld(decisive) ? decisive : null };
}

function isHeld(run: Run): boolean {
  return run.errorCode === 'removals-held' || run.sections.some(({ errorCode }) => errorCode === 'removals-held');
}
