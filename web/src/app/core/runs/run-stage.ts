import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { toObservable, toSignal } from '@angular/core/rxjs-interop';
import { of, switchMap } from 'rxjs';
import { DashboardApi } from '../../api/dashboard.api';
import { formatPercent } from '../../ui/format';
import { ProgressBar } from '../../ui/progress-bar';
import { StatusChip } from '../../ui/status-chip';
import type { LiveRun } from './run-feed';
import { percentOf, wholeShareOf } from './run-progress';
import { RUN_STATE, paceOf, sectionProgress } from './run-words';
import { stallWords } from './stall';

/** A run as it happens: the whole, then a bar for each library. */
@Component({
  selector: 'sp-run-stage',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ProgressBar, StatusChip],
  template: `
    <div class="whole">
      <p class="figure">{{ figure() }}</p>
      <div class="words">
        <sp-status [tone]="state().tone" [label]="state().label" />
        <span class="sp-muted">{{ pace() }}</span>
      </div>
    </div>
    <sp-progress [value]="share()" i18n-label label="Whole sync" />
    <ul>
      @for (section of sections(); track section.id) {
        <li>
          <span class="title sp-clip" dir="auto">{{ section.title }}</span>
          <span class="sp-muted counts">{{ section.counts || stateOf(section.state).label }}</span>
          <sp-progress
            [value]="section.share"
            [label]="section.title"
            [tone]="section.state === 'succeeded' ? 'good' : section.error ? 'warn' : 'info'"
          />
          @if (section.error) {
            <p class="error sp-small">{{ section.error }}</p>
          }
        </li>
      }
    </ul>
    <p class="sp-hidden" role="status">{{ spoken() }}</p>
  `,
  styles: `
    :host {
      display: grid;
      gap: 16px;
    }
    .whole {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px 16px;
    }
    .figure {
      min-width: 4ch;
      font-size: 40px;
      font-weight: 650;
      line-height: 1;
    }
    .words {
      display: grid;
      gap: 4px;
      place-items: center start;
      align-content: center;
      min-height: 48px;
    }
    ul {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 280px), 1fr));
      gap: 16px 32px;
    }
    li {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 4px 12px;
      align-content: start;
    }
    sp-progress,
    .error {
      grid-column: 1 / -1;
    }
    .title {
      font-weight: 600;
    }
    .error {
      color: var(--sp-warn);
    }
  `,
})
export class RunStage {
  readonly run = input.required<LiveRun>();
  private readonly dashboard = inject(DashboardApi);
  /** Another one whenever something was read. */
  private readonly step = computed(
    () => {
      const { serverId, itemsSeen, state } = this.run();
      return { serverId, itemsSeen, running: state === 'running' };
    },
    { equal: (a, b) => a.itemsSeen === b.itemsSeen && a.running === b.running && a.serverId === b.serverId },
  );
  /** The pace of then is not that of now. Empty while it moves. */
  private readonly stall = toSignal(
    toObservable(this.step).pipe(
      switchMap(({ serverId, running }) => (running ? stallWords(serverId, () => this.dashboard.attention()) : of(''))),
    ),
    { initialValue: '' },
  );
  protected readonly state = computed(() => RUN_STATE[this.run().state]);
  protected readonly percent = computed(() => percentOf(this.run()));
  protected readonly figure = computed(() => {
    const percent = this.percent();
    return percent === null ? '…' : formatPercent(percent);
  });
  protected readonly pace = computed(() => this.stall() || paceOf(this.run()));
  protected readonly share = computed(() => wholeShareOf(this.run()));
  protected readonly sections = computed(() => this.run().sections.map(sectionProgress));
  /** Read out at each quarter only, so that a screen reader is told and not flooded. */
  protected readonly spoken = computed(() => {
    const percent = this.percent();
    const { label } = this.state();
    return this.run().state === 'running' && percent !== null
      ? $localize`Sync at ${formatPercent(Math.floor(percent / 25) * 25)}:percent:`
      : $localize`Sync: ${label}:state:`;
  });

  protected readonly stateOf = (state: keyof typeof RUN_STATE) => RUN_STATE[state];
}
