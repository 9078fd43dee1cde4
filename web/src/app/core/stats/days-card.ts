import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { Stats } from '../../api/types';
import { BarChart } from '../../ui/charts/bar-chart';
import { ChartCard } from '../../ui/charts/chart-card';
import { DAYS_HEADING, dayChart } from './stats-charts';

/** Plays over time, beside the average of the period before. */
@Component({
  selector: 'sp-days-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [BarChart, ChartCard],
  template: `
    <sp-chart-card
      class="sp-card"
      [heading]="heading()"
      [height]="240"
      [note]="chart()?.note ?? ''"
      [figures]="chart()?.figures ?? null"
    >
      @if (chart(); as drawn) {
        <sp-bar-chart [label]="heading()" [bars]="drawn.data.bars" [reference]="drawn.data.mean" />
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
export class DaysCard {
  /** Null while they are not known. */
  readonly stats = input.required<Stats | null>();
  protected readonly chart = computed(() => {
    const stats = this.stats();
    return stats && dayChart(stats);
  });
  protected readonly heading = computed(() => DAYS_HEADING[this.chart()?.data.size ?? 'day']());
}
