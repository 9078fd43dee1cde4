import { NgTemplateOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject, viewChild } from '@angular/core';
import { rxResource, toSignal } from '@angular/core/rxjs-interop';
import { firstValueFrom, timer } from 'rxjs';
import { Problem } from '../../../api/problem';
import { SystemApi } from '../../../api/system.api';
import { Act } from '../../../core/acts/act';
import { saveFile } from '../../../core/files/save-file';
import { lastValueOf } from '../../../core/paging/last-value';
import { Icon } from '../../../ui/icon';
import { ProblemPanel } from '../../../ui/problem-panel';
import { RelativeTime } from '../../../ui/relative-time';
import { Skeleton } from '../../../ui/skeleton';
import { StatusChip } from '../../../ui/status-chip';
import { JobsCard } from './jobs-card';
import { LogTail } from './log-tail';
import { dependencyName, dependencyStatus, figureFacts, latencyWords, processFacts, storeFacts } from './system-words';

/** What could tell of a fault does not wait any longer for what hangs. */
const PATIENCE_MS = 2_000;

/** How SmartPlex itself is: what it runs on, what it leans on, what it does and what it writes. */
@Component({
  selector: 'sp-system-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, JobsCard, LogTail, NgTemplateOutlet, ProblemPanel, RelativeTime, Skeleton, StatusChip],
  templateUrl: './system-page.html',
  styleUrl: './system-page.scss',
})
export class SystemPage {
  private readonly api = inject(SystemApi);
  private readonly log = viewChild(LogTail);
  protected readonly answer = rxResource({ stream: () => this.api.system() });
  protected readonly health = rxResource({ stream: () => this.api.health() });
  /** What was read stays while it is read anew. */
  protected readonly system = lastValueOf(this.answer);
  private readonly report = lastValueOf(this.health);
  protected readonly problem = computed(() => (this.answer.error() ? Problem.from(this.answer.error()) : null));
  protected readonly healthProblem = computed(() => (this.health.error() ? Problem.from(this.health.error()) : null));
  protected readonly readBefore = $localize`What is shown below was read before.`;
  protected readonly dependencies = computed(
    () =>
      this.report()?.dependencies.map((dependency) => ({
        dependency,
        ...dependencyName(dependency),
        status: dependencyStatus(dependency.status),
        latency: latencyWords(dependency.latencyMs),
      })) ?? null,
  );
  protected readonly cards = computed(() => {
    const system = this.system();
    return (
      system && [
        { id: 'system-process', title: $localize`Versions and process`, facts: processFacts(system) },
        { id: 'system-store', title: $localize`Database and disk`, facts: storeFacts(system) },
        { id: 'system-figures', title: $localize`Since this process started`, facts: figureFacts(system) },
      ]
    );
  });
  /** Who runs it in one process reads all there is. */
  protected readonly oneOfSeveral = computed(() => (this.system()?.process.role ?? 'all') !== 'all');
  private readonly patience = toSignal(timer(PATIENCE_MS));
  protected readonly settled = computed(() => {
    const told = (this.report() ?? this.healthProblem()) && (this.system() ?? this.problem());
    return told !== null || this.patience() !== undefined;
  });
  protected readonly bundle = new Act();
  protected readonly skeletons = [0, 1, 2, 3];

  protected refresh(): void {
    this.answer.reload();
    this.health.reload();
  }

  /** A failed job's lines in the log below. */
  protected showRequest(requestId: string): void {
    this.log()?.only(requestId);
  }

  protected async download(): Promise<void> {
    await this.bundle.run(async () => {
      saveFile(await firstValueFrom(this.api.supportBundle()));
      return $localize`The file is downloaded. Have a look into it before you send it.`;
    });
  }
}
