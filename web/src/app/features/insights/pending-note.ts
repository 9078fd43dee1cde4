import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { formatCount } from '../../ui/format';
import { Icon } from '../../ui/icon';
import { InsightSummaryStore } from './insight-summary';

/** That some libraries are not in the figures yet; nothing when all are. */
@Component({
  selector: 'sp-pending-note',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, RouterLink],
  template: `
    @if (pending(); as count) {
      <p>
        <sp-icon name="clock" [size]="18" />
        <span i18n>{count, plural,
          =1 {1 library has no figures yet: its first sync has not ended.}
          other {{{ shown() }} libraries have no figures yet: their first sync has not ended.}
        }</span>
        <a routerLink="/sync" i18n>Go to sync</a>
      </p>
    }
  `,
  styles: `
    :host:empty {
      display: none;
    }
    p {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 8px;
      padding: 8px 12px;
      border-radius: var(--sp-radius-card);
      background: var(--sp-info-soft);
      color: var(--sp-info);
    }
    a {
      color: inherit;
    }
  `,
})
export class PendingNote {
  private readonly store = inject(InsightSummaryStore);
  protected readonly pending = computed(() => this.store.summary()?.pendingSections ?? 0);
  protected readonly shown = computed(() => formatCount(this.pending()));
}
