import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { formatCount, formatPercent } from '../../ui/format';
import { CountPipe } from '../../ui/format.pipes';
import { Icon } from '../../ui/icon';
import { plural } from '../../ui/plural';
import { PlayingFeed } from '../playing/playing-feed';
import { RunFeed } from '../runs/run-feed';
import { percentOf } from '../runs/run-progress';

/** A running sync and how much is being watched, seen from every page; nothing when nothing happens. */
@Component({
  selector: 'sp-activity-chip',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CountPipe, Icon, RouterLink],
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
    @if (watching(); as count) {
      <a class="sp-chip" routerLink="/dashboard" [attr.aria-label]="watchingLabel()">
        <sp-icon class="still" name="play" [size]="16" />
        <span>{{ count | spCount }}</span>
      </a>
    }
  `,
  styles: `
    :host {
      display: flex;
      gap: 8px;
    }
    a {
      white-space: nowrap;
    }
    sp-icon {
      color: var(--sp-info);
      animation: turn 2s linear infinite;
    }
    .still {
      animation: none;
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
  private readonly playing = inject(PlayingFeed);
  protected readonly watching = this.playing.count;
  protected readonly watchingLabel = computed(() => {
    const count = this.watching();
    return plural(count, $localize`1 playing now`, $localize`${formatCount(count)}:count: playing now`);
  });
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
