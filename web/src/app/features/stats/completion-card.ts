import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { Stats } from '../../api/types';
import { completionChart } from '../../core/stats/stats-charts';
import { ChartCard } from '../../ui/charts/chart-card';
import { SplitBar } from '../../ui/charts/split-bar';

/** How much of what was begun was seen to the end. */
@Component({
  selector: 'sp-completion-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ChartCard, SplitBar],
  template: `
    <sp-chart-card
      class="sp-card"
      heading="Seen to the end"
      i18n-heading
      [height]="56"
      [note]="chart()?.note ?? ''"
      [figures]="chart()?.figures ?? null"
    >
      @if (chart(); as drawn) {
        <sp-split-bar [parts]="drawn.data" />
      }
    </sp-chart-card>
  `,
  styles: `
    :host {
      display: block;
    }
  `,
})
export class CompletionCard {
  /** Null while they are not known. */
  readonly stats = input.required<Stats | null>();
  protected readonly chart = computed(() => {
    const stats = this.stats();
    return stats && completionChart(stats);
  });
}
