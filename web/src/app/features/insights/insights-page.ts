import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { type IsActiveMatchOptions, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import type { InsightSummary } from '../../api/types';
import { insightPages } from '../../core/pages/insight-pages';
import { RunFeed } from '../../core/runs/run-feed';
import { formatBytes, formatCount } from '../../ui/format';
import { plural } from '../../ui/plural';
import { Unread } from '../../ui/unread';
import { InsightSummaryStore } from './insight-summary';
import { titlesWords } from './storage-figures';

/** By the address of the page. */
const FIGURES: Record<string, (summary: InsightSummary) => string> = {
  '/insights': ({ storage }) => formatBytes(storage.bytes),
  '/insights/duplicates': ({ duplicates }) => titlesWords(sum(duplicates.map(({ groups }) => groups))),
  '/insights/unwatched': ({ unwatched }) => titlesWords(sum(unwatched.map(({ items }) => items))),
  '/insights/quality': ({ quality }) => issuesWords(sum(quality.map(({ items }) => items))),
};

/** What fills the disks, and what could make room on them. It reads and never deletes. */
@Component({
  selector: 'sp-insights-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Unread, RouterLink, RouterLinkActive, RouterOutlet],
  providers: [InsightSummaryStore],
  host: { class: 'sp-page' },
  template: `
    <nav aria-label="Insights" i18n-aria-label>
      @for (tab of tabs(); track tab.path) {
        <a
          [routerLink]="tab.path"
          routerLinkActive="active"
          ariaCurrentWhenActive="page"
          [routerLinkActiveOptions]="exactly"
        >
          <span class="label">{{ tab.label }}</span>
          <span class="figure sp-clip">{{ tab.figure }}</span>
        </a>
      }
    </nav>
    @if (store.failed()) {
      <sp-unread [text]="unread()" [busy]="store.loading()" (retry)="store.reload()" />
    }
    <router-outlet />
  `,
  styles: `
    nav {
      display: grid;
      grid-template-columns: repeat(4, minmax(0, 1fr));
      max-width: 960px;
      margin-bottom: 24px;
      border-bottom: 1px solid var(--sp-line);
    }
    sp-unread {
      margin: -12px 0 16px;
    }
    a {
      display: grid;
      align-content: center;
      min-height: 56px;
      padding: 6px 16px;
      border-bottom: 2px solid transparent;
      border-radius: var(--sp-radius-control) var(--sp-radius-control) 0 0;
      color: var(--sp-muted);
      text-decoration: none;
    }
    a:hover {
      background: var(--sp-sunken);
    }
    .label {
      font-weight: 650;
    }
    .figure {
      min-height: 18px;
      font-size: 12px;
      line-height: 18px;
    }
    .active {
      border-bottom-color: var(--sp-accent);
      color: var(--sp-text);
    }
    @media (max-width: 639.98px) {
      nav {
        margin-bottom: 16px;
      }
      a {
        padding: 6px 2px;
        text-align: center;
      }
      .label {
        overflow: hidden;
        font-size: 12px;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
    }
  `,
})
export class InsightsPage {
  protected readonly store = inject(InsightSummaryStore);
  protected readonly exactly: IsActiveMatchOptions = {
    paths: 'exact',
    queryParams: 'ignored',
    matrixParams: 'ignored',
    fragment: 'ignored',
  };
  private readonly pages = insightPages();
  protected readonly tabs = computed(() => {
    const summary = this.store.summary();
    return this.pages.map(({ path, label }) => ({ path, label, figure: summary ? FIGURES[path](summary) : '' }));
  });
  protected readonly unread = computed(() =>
    this.store.summary()
      ? $localize`The totals above could not be read anew.`
      : $localize`The totals above could not be read.`,
  );

  constructor() {
    inject(RunFeed)
      .ended.pipe(takeUntilDestroyed())
      .subscribe(() => this.store.reload());
  }
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}

function issuesWords(count: number): string {
  return plural(count, $localize`${formatCount(count)}:count: issue`, $localize`${formatCount(count)}:count: issues`);
}
