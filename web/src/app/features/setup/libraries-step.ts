import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { Problem } from '../../api/problem';
import { SyncApi } from '../../api/sync.api';
import type { Run, Server } from '../../api/types';
import { type Choice, LibraryChoice } from '../../core/servers/library-choice';
import { formatCount } from '../../ui/format';
import { ProblemPanel } from '../../ui/problem-panel';

@Component({
  selector: 'sp-libraries-step',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [LibraryChoice, ProblemPanel],
  template: `
    <h2 i18n>
      Choose libraries of <bdi>{{ server().name }}</bdi>
    </h2>
    <p class="sp-muted" i18n>Only these are read and shown. You can change the choice later under Sync.</p>
    <sp-library-choice [serverId]="server().id" [disabled]="starting()" (changed)="choice.set($event)" />
    @if (problem(); as fault) {
      <sp-problem [problem]="fault" [retryable]="false" />
    }
    <div class="sp-row">
      <button
        type="button"
        class="sp-button sp-button--primary"
        [disabled]="choice().chosen === 0 || starting() || choice().saving"
        (click)="start()"
      >
        @if (starting()) {
          <ng-container i18n>Starting</ng-container>
        } @else {
          <ng-container i18n>Start first sync</ng-container>
        }
      </button>
      @if (choice().usable > 0) {
        <span class="sp-muted" role="status">{{ choiceWords() }}</span>
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
export class LibrariesStep {
  readonly server = input.required<Server>();
  readonly started = output<Run>();
  private readonly sync = inject(SyncApi);
  protected readonly choice = signal<Choice>({ chosen: 0, usable: 0, saving: false });
  protected readonly choiceWords = computed(() => {
    const { chosen, usable } = this.choice();
    return $localize`${formatCount(chosen)}:chosen: of ${formatCount(usable)}:usable: chosen`;
  });
  protected readonly starting = signal(false);
  protected readonly problem = signal<Problem | null>(null);

  protected async start(): Promise<void> {
    this.starting.set(true);
    this.problem.set(null);
    try {
      this.started.emit(await firstValueFrom(this.sync.start(this.server().id)));
    } catch (error) {
      await this.notStarted(Problem.from(error));
    } finally {
      this.starting.set(false);
    }
  }

  /** Somebody, or another tab, was faster: their run is the one to watch. */
  private async notStarted(problem: Problem): Promise<void> {
    const run = problem.code === 'sync-already-running' ? await this.latestRun() : undefined;
    if (run) this.started.emit(run);
    else this.problem.set(problem);
  }

  private async latestRun(): Promise<Run | undefined> {
    const runs = await firstValueFrom(this.sync.runs({ serverId: this.server().id, limit: 1 })).catch(() => null);
    return runs?.items[0];
  }
}
