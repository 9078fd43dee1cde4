import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { PlexApi } from '../../api/plex.api';
import { Problem } from '../../api/problem';
import { RunFeed } from '../../core/runs/run-feed';
import { ScheduleCard } from '../../core/schedule/schedule-card';
import { EmptyState } from '../../ui/empty-state';
import { ProblemPanel } from '../../ui/problem-panel';
import { Skeleton } from '../../ui/skeleton';

/** When servers are synced by themselves. */
@Component({
  selector: 'sp-schedule-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [EmptyState, ProblemPanel, RouterLink, ScheduleCard, Skeleton],
  template: `
    @if (problem(); as fault) {
      <sp-problem [problem]="fault" i18n-stillTrue stillTrue="Scheduled syncs go on." (retry)="answer.reload()" />
    } @else if (!answer.hasValue()) {
      <sp-skeleton height="320px" />
    } @else if (answer.value().items.length === 0) {
      <sp-empty-state
        icon="clock"
        i18n-heading
        heading="Nothing to schedule yet"
        i18n-text
        text="Syncs are scheduled once there is a server."
      >
        <a class="sp-button" routerLink="/settings/servers" i18n>Add a server</a>
      </sp-empty-state>
    } @else {
      <sp-schedule-card [servers]="answer.value().items" [revision]="feed.revision()" />
    }
  `,
  styles: `
    :host {
      display: block;
      max-width: 960px;
    }
  `,
})
export class SchedulePage {
  private readonly api = inject(PlexApi);
  protected readonly feed = inject(RunFeed);
  protected readonly answer = rxResource({ stream: () => this.api.servers() });
  protected readonly problem = computed(() => (this.answer.error() ? Problem.from(this.answer.error()) : null));
}
