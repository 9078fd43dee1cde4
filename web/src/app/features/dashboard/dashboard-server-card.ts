import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { DashboardServer } from '../../api/types';
import { RunFeed } from '../../core/runs/run-feed';
import { percentOf, wholeShareOf } from '../../core/runs/run-progress';
import { RUN_STATE, paceOf } from '../../core/runs/run-words';
import { serverStatus } from '../../core/servers/server-status';
import { ChartCard } from '../../ui/charts/chart-card';
import { GrowthChart } from '../../ui/charts/growth-chart';
import { formatCount, formatPercent } from '../../ui/format';
import { BytesPipe, CountPipe } from '../../ui/format.pipes';
import { Icon } from '../../ui/icon';
import { plural } from '../../ui/plural';
import { ProgressBar } from '../../ui/progress-bar';
import { RelativeTime } from '../../ui/relative-time';
import { StatusChip } from '../../ui/status-chip';
import { growthOf } from './growth';

/** One server: how it is, when it was synced, how large it is and where that leads. */
@Component({
  selector: 'sp-dashboard-server-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [BytesPipe, ChartCard, CountPipe, GrowthChart, Icon, ProgressBar, RelativeTime, RouterLink, StatusChip],
  host: { class: 'sp-card', role: 'group', '[attr.aria-label]': 'server().name' },
  templateUrl: './dashboard-server-card.html',
  styleUrl: './dashboard-server-card.scss',
})
export class DashboardServerCard {
  readonly server = input.required<DashboardServer>();
  private readonly feed = inject(RunFeed);
  protected readonly status = computed(() => serverStatus(this.server().status));
  protected readonly growth = computed(() => growthOf(this.server()));
  protected readonly holds = computed(() => {
    const { leafCount, sectionCount } = this.server();
    const leaves = formatCount(leafCount);
    const libraries = formatCount(sectionCount);
    if (leafCount === null) return plural(sectionCount, $localize`1 library`, $localize`${libraries}:count: libraries`);
    return plural(
      sectionCount,
      $localize`${leaves}:leaves: movies, episodes and tracks in 1 library`,
      $localize`${leaves}:leaves: movies, episodes and tracks in ${libraries}:count: libraries`,
    );
  });
  /** What goes on now; the stream knows it before the server is asked again. */
  protected readonly run = computed(() => {
    const active = this.feed.active().filter(({ serverId }) => serverId === this.server().id);
    return active.find(({ state }) => state === 'running') ?? active[0] ?? null;
  });
  protected readonly share = computed(() => {
    const run = this.run();
    return run && wholeShareOf(run);
  });
  protected readonly progress = computed(() => {
    const run = this.run();
    const percent = run && percentOf(run);
    return percent === null ? '' : formatPercent(percent);
  });
  protected readonly pace = computed(() => {
    const run = this.run();
    return run ? paceOf(run) : '';
  });
  protected readonly lastState = computed(() => {
    const last = this.server().lastSync;
    return last && RUN_STATE[last.state];
  });
}
