import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { forkJoin, map } from 'rxjs';
import { PlexApi } from '../../api/plex.api';
import { Problem } from '../../api/problem';
import { SyncApi } from '../../api/sync.api';
import type { Run } from '../../api/types';
import { RunFeed } from '../../core/runs/run-feed';
import { AccountMenu } from '../../core/shell/account-menu';
import { SignedOutDialog } from '../../core/session/signed-out-dialog';
import { Icon } from '../../ui/icon';
import { ServerPicker } from '../../core/servers/server-picker';
import { ProblemPanel } from '../../ui/problem-panel';
import { Skeleton } from '../../ui/skeleton';
import { FirstSyncStep } from './first-sync-step';
import { LibrariesStep } from './libraries-step';
import { OtherAccount } from './other-account';
import { type SetupStep, setupStep } from './setup-step';

const STEPS: readonly { step: SetupStep; label: string }[] = [
  { step: 'server', label: $localize`Server` },
  { step: 'libraries', label: $localize`Libraries` },
  { step: 'sync', label: $localize`First sync` },
];

/** Three steps from nothing to a filled library. The step is what the server says, so it survives leaving. */
@Component({
  selector: 'sp-setup-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    AccountMenu,
    FirstSyncStep,
    Icon,
    LibrariesStep,
    OtherAccount,
    ProblemPanel,
    ServerPicker,
    SignedOutDialog,
    Skeleton,
  ],
  templateUrl: './setup-page.html',
  styleUrl: './setup-page.scss',
})
export class SetupPage {
  private readonly plex = inject(PlexApi);
  private readonly sync = inject(SyncApi);
  private readonly feed = inject(RunFeed);
  private readonly started = signal<Run | null>(null);

  protected readonly state = rxResource({
    stream: () =>
      forkJoin([this.plex.servers(), this.sync.runs({ limit: 1 })]).pipe(
        map(([servers, runs]) => ({ servers: servers.items, run: runs.items[0] as Run | undefined })),
      ),
  });
  protected readonly problem = computed(() => (this.state.error() ? Problem.from(this.state.error()) : null));
  protected readonly run = computed(() => {
    const run = this.started() ?? (this.state.hasValue() ? this.state.value().run : undefined);
    return run && (this.feed.find(run.id) ?? run);
  });
  protected readonly step = computed<SetupStep>(() =>
    this.started()
      ? 'sync'
      : this.state.hasValue()
        ? setupStep(this.state.value().servers, this.state.value().run)
        : 'server',
  );
  protected readonly server = computed(() => (this.state.hasValue() ? this.state.value().servers[0] : undefined));
  protected readonly steps = computed(() => {
    const current = STEPS.findIndex(({ step }) => step === this.step());
    return STEPS.map((entry, i) => ({ ...entry, number: i + 1, done: i < current, current: i === current }));
  });

  protected begin(run: Run): void {
    this.feed.take(run);
    this.started.set(run);
  }
}
