import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { formatPercent } from '../../ui/format';
import { Icon } from '../../ui/icon';
import { RunFeed } from '../runs/run-feed';
import { percentOf } from '../runs/run-progress';

/** A running sync, seen from every page; nothing when nothing runs. */
@Component({
  selector: 'sp-activity-chip',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, RouterLink],
  template: `
    @if (run(); as active) {
      <a class="sp-chip" routerLink="/sync" [attr.aria-label]="label()">
        <sp-icon name="sync" [size]="16" />
        <span class="word" i18n>Syncing</span>
        @if (percent() !== null) {
          <span>{{ percentWords() }}</span>
        }
      </a>
    }
  `,
  styles: `
    a {
      white-space: nowrap;
    }
    sp-icon {
      color: var(--sp-info);
      animation: turn 2s linear infinite;
    }
    @keyframes turn {
      to {
        rotate: 360deg;
      }
    }
    @media (max-width: 639.98px) {
      .word {
        display: none;
      }
    }
  `,
})
export class ActivityChip {
  private readonly feed = inject(RunFeed);
  protected readonly run = computed(
    () => this.feed.active().find((run) => run.state === 'running') ?? this.feed.active()[0],
  );
  protected readonly percent = computed(() => {
    const run = this.run();
    return run ? percentOf(run) : null;
  });
  protected readonly percentWords = computed(() => formatPercent(this.percent()));
  protected readonly label = computed(() =>
    this.percent() === null ? $localize`Sync running` : $localize`Sync running, ${this.percentWords()}:percent:`,
  );
}
