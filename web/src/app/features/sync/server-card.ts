import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { Problem } from '../../api/problem';
import type { Run, Server } from '../../api/types';
import type { LiveRun } from '../../core/runs/run-feed';
import { RunStage } from '../../core/runs/run-stage';
import { LibraryChoice } from '../../core/servers/library-choice';
import { ServerAddressForm } from '../../core/servers/server-address-form';
import { serverStatus } from '../../core/servers/server-status';
import { UNKNOWN } from '../../ui/format';
import { Icon } from '../../ui/icon';
import { ProblemPanel } from '../../ui/problem-panel';
import { RelativeTime } from '../../ui/relative-time';
import { StatusChip } from '../../ui/status-chip';

/** A server with what can be done about it: start, watch, cancel, decide, link anew. */
@Component({
  selector: 'sp-server-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, LibraryChoice, ProblemPanel, RelativeTime, RouterLink, RunStage, ServerAddressForm, StatusChip],
  host: { class: 'sp-card' },
  templateUrl: './server-card.html',
  styleUrl: './server-card.scss',
})
export class ServerCard {
  readonly server = input.required<Server>();
  readonly run = input.required<LiveRun | null>();
  readonly held = input.required<LiveRun | null>();
  readonly busy = input.required<boolean>();
  readonly problem = input.required<Problem | null>();
  /** The live view is interrupted; what is shown may be old. */
  readonly stale = input.required<boolean>();
  readonly started = output<void>();
  readonly cancelled = output<Run>();
  readonly approved = output<Run>();
  readonly linked = output<Server>();
  readonly link = output<void>();
  protected readonly unknown = UNKNOWN;
  protected readonly librariesOpen = signal(false);
  protected readonly here = inject(Router).url;
  protected readonly status = computed(() => serverStatus(this.server().status));
  protected readonly heldLibraries = computed(() =>
    (this.held()?.sections ?? []).filter(({ errorCode }) => errorCode === 'removals-held').map(({ title }) => title),
  );
}
