import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { Stats } from '../../api/types';
import { ChartCard } from '../../ui/charts/chart-card';
import { HeatMap } from '../../ui/charts/heat-map';
import { HOURS, aheadMinutes, weekChart } from './stats-charts';

/** When in the week plays begin, by the reader's clock. */
@Component({
  selector: 'sp-hours-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ChartCard, HeatMap],
  template: `
    <sp-chart-card
      class="sp-card"
      heading="Hours of the week"
      i18n-heading
      [height]="252"
      [note]="chart()?.note ?? ''"
      [figures]="chart()?.figures ?? null"
    >
      @if (chart(); as drawn) {
        <sp-heat-map
          label="Plays by weekday and hour"
          i18n-label
          unit="Plays"
          i18n-unit
          [columns]="hours"
          [rows]="drawn.data"
        />
      }
    </sp-chart-card>
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      min-width: 0;
    }
  `,
})
export class HoursCard {
  /** Null while they are not known. */
  readonly stats = input.required<Stats | null>();
  protected readonly hours = HOURS;
  protected readonly chart = computed(() => {
    const stats = this.stats();
    return stats && weekChart(stats, aheadMinutes());
  });
}
