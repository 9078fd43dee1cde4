import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { rxResource, takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { DashboardApi } from '../../api/dashboard.api';
import { RunFeed } from '../../core/runs/run-feed';
import { PageSection } from '../../ui/page-section';
import { Skeleton } from '../../ui/skeleton';
import { DashboardServerCard } from './dashboard-server-card';
import { kept } from './kept';
import { problemOf } from './problem-of';

/** Every server as a card. */
@Component({
  selector: 'sp-servers-section',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [DashboardServerCard, PageSection, RouterLink, Skeleton],
  template: `
    <sp-section
      heading="Servers"
      i18n-heading
      [problem]="problem()"
      [stillTrue]="servers() ? stillTrue : ''"
      (retry)="answer.reload()"
    >
      <div class="cards" [attr.aria-busy]="servers() === null">
        @for (server of servers(); track server.id) {
          <sp-dashboard-server-card [server]="server" />
        } @empty {
          @if (servers()) {
            <p class="sp-card sp-muted">
              <ng-container i18n>No server is linked yet.</ng-container>
              <a routerLink="/setup" i18n>Set up a server</a>
            </p>
          } @else {
            <sp-skeleton height="var(--card-height)" />
          }
        }
      </div>
    </sp-section>
  `,
  styles: `
    :host {
      display: block;
      min-width: 0;
    }
    .cards {
      --card-height: 454px;
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 380px), 1fr));
      gap: 16px;
    }
  `,
})
export class ServersSection {
  private readonly api = inject(DashboardApi);
  protected readonly answer = rxResource({ stream: () => this.api.servers() });
  private readonly last = kept(this.answer);
  protected readonly servers = computed(() => this.last()?.items ?? null);
  protected readonly problem = problemOf(this.answer);
  /** Whether it is known how many there are. */
  readonly settled = computed(() => this.servers() !== null || this.problem() !== null);
  protected readonly stillTrue = $localize`What is shown below may be out of date.`;

  constructor() {
    inject(RunFeed)
      .ended.pipe(takeUntilDestroyed())
      .subscribe(() => this.answer.reload());
  }
}
