import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { rxResource, takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Router, RouterLink } from '@angular/router';
import { interval, merge } from 'rxjs';
import { DashboardApi } from '../../api/dashboard.api';
import { RunFeed } from '../../core/runs/run-feed';
import { Icon } from '../../ui/icon';
import { PageSection } from '../../ui/page-section';
import { RelativeTime } from '../../ui/relative-time';
import { Skeleton } from '../../ui/skeleton';
import { StatusChip } from '../../ui/status-chip';
import { attentionWords, severityOf } from './attention-words';
import { kept } from './kept';
import { problemOf } from './problem-of';

const AGAIN_MS = 60_000;

/** What failed and what to do about it; where nothing did, that. */
@Component({
  selector: 'sp-attention-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, PageSection, RelativeTime, RouterLink, Skeleton, StatusChip],
  template: `
    <sp-section
      class="sp-card"
      heading="Needs attention"
      i18n-heading
      [problem]="problem()"
      [stillTrue]="matters() ? stillTrue : ''"
      (retry)="answer.reload()"
    >
      @if (matters(); as list) {
        <ul>
          @for (matter of list; track matter.id) {
            <li>
              <sp-status [tone]="matter.severity.tone" [label]="matter.severity.label" />
              <h3>{{ matter.title }}</h3>
              @if (matter.text) {
                <p class="sp-muted">{{ matter.text }}</p>
              }
              <p class="sp-small foot">
                <a [routerLink]="matter.link" [attr.aria-label]="matter.action + ': ' + matter.title">{{
                  matter.action
                }}</a>
                @if (matter.since) {
                  <span class="sp-muted" i18n>since <sp-time [value]="matter.since" /></span>
                }
              </p>
            </li>
          } @empty {
            <li class="well"><sp-icon name="check" [size]="24" /><span i18n>All is well.</span></li>
          }
        </ul>
      } @else {
        <sp-skeleton height="96px" />
      }
    </sp-section>
  `,
  styles: `
    .sp-card {
      min-height: 168px;
    }
    ul {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
    }
    li {
      display: grid;
      justify-items: start;
      gap: 4px;
      padding: 12px 0;
      border-top: 1px solid var(--sp-line);
    }
    li:first-child {
      padding-top: 0;
      border-top: 0;
    }
    /* A name of a thousand letters leaves the list a list. */
    h3 {
      display: -webkit-box;
      overflow: hidden;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 3;
    }
    .foot {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 12px;
      align-items: center;
      min-height: 24px;
    }
    .foot a {
      padding: 3px 0;
    }
    .well {
      grid-template-columns: auto 1fr;
      align-items: center;
      gap: 12px;
      min-height: 96px;
      color: var(--sp-good);
    }
  `,
})
export class AttentionCard {
  private readonly api = inject(DashboardApi);
  private readonly router = inject(Router);
  protected readonly answer = rxResource({ stream: () => this.api.attention() });
  private readonly last = kept(this.answer);
  protected readonly matters = computed(
    () =>
      this.last()?.items.map((matter) => ({
        id: matter.id,
        severity: severityOf(matter.severity),
        since: matter.since,
        link: this.router.parseUrl(matter.path),
        ...attentionWords(matter),
      })) ?? null,
  );
  protected readonly problem = problemOf(this.answer);
  /** Whether it is known how high the card is. */
  readonly settled = computed(() => this.matters() !== null || this.problem() !== null);
  protected readonly stillTrue = $localize`What is shown below may be out of date.`;

  constructor() {
    merge(inject(RunFeed).ended, interval(AGAIN_MS))
      .pipe(takeUntilDestroyed())
      .subscribe(() => this.answer.reload());
  }
}
