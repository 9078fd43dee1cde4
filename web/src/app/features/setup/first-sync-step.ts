import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { Problem } from '../../api/problem';
import { SyncApi } from '../../api/sync.api';
import type { Run } from '../../api/types';
import { counted } from '../../core/items/item-words';
import { type LiveRun, RunFeed, isActive } from '../../core/runs/run-feed';
import { explainRunError } from '../../core/runs/run-words';
import { RunStage } from '../../core/runs/run-stage';
import { ProblemPanel } from '../../ui/problem-panel';

@Component({
  selector: 'sp-first-sync-step',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ProblemPanel, RouterLink, RunStage],
  template: `
    <h2>{{ heading() }}</h2>
    <p class="sp-muted">{{ text() }}</p>
    <div class="sp-card"><sp-run-stage [run]="run()" /></div>
    @if (lost()) {
      <p class="sp-muted" role="status" i18n>
        The live view is interrupted and comes back by itself. The sync goes on.
      </p>
    }
    @if (problem(); as fault) {
      <sp-problem [problem]="fault" [retryable]="false" />
    }
    <div class="sp-row">
      @if (filled()) {
        <a class="sp-button sp-button--primary" routerLink="/library" i18n>Open library</a>
      }
      @if (!active() && run().state !== 'succeeded') {
        <button type="button" class="sp-button" [disabled]="starting()" i18n (click)="restart()">Start again</button>
      }
    </div>
  `,
  styles: `
    :host {
      display: grid;
      gap: 16px;
    }
  `,
})
export class FirstSyncStep {
  readonly run = input.required<LiveRun>();
  readonly restarted = output<Run>();
  private readonly api = inject(SyncApi);
  private readonly feed = inject(RunFeed);
  protected readonly starting = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly active = computed(() => isActive(this.run()));
  protected readonly lost = computed(() => this.active() && this.feed.connection() === 'lost');
  /** There is something to look at, even while the rest is being read. */
  protected readonly filled = computed(() => this.run().itemsSeen > 0);
  protected readonly heading = computed(() => HEADINGS[this.run().state]);
  protected readonly text = computed(() => {
    const run = this.run();
    if (this.active()) return $localize`You can leave this page; the sync goes on, and you find it again under Sync.`;
    if (run.state === 'succeeded') return readWords(run.itemsSeen);
    return explainRunError(run.errorCode) || $localize`What was read is kept.`;
  });

  protected async restart(): Promise<void> {
    this.starting.set(true);
    this.problem.set(null);
    try {
      this.restarted.emit(await firstValueFrom(this.api.start(this.run().serverId)));
    } catch (error) {
      this.problem.set(Problem.from(error));
    } finally {
      this.starting.set(false);
    }
  }
}

function readWords(items: number): string {
  return counted(items, (count) => [
    $localize`${count}:count: item is in your library.`,
    $localize`${count}:count: items are in your library.`,
  ]);
}

const HEADINGS: Record<Run['state'], string> = {
  queued: $localize`The first sync is about to start`,
  running: $localize`Reading your libraries`,
  succeeded: $localize`Your library is ready`,
  incomplete: $localize`The first sync did not read everything`,
  failed: $localize`The first sync failed`,
  cancelled: $localize`The first sync was cancelled`,
};
