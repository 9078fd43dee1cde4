import { ChangeDetectionStrategy, Component } from '@angular/core';
import { BarChart } from '../../ui/charts/bar-chart';
import { ChartCard } from '../../ui/charts/chart-card';
import { ChartTable } from '../../ui/charts/chart-table';
import { ChartTip } from '../../ui/charts/chart-tip';
import { GrowthChart } from '../../ui/charts/growth-chart';
import { HeatMap } from '../../ui/charts/heat-map';
import { ShareBar } from '../../ui/charts/share-bar';
import { type SplitPart, SplitBar } from '../../ui/charts/split-bar';
import { Treemap } from '../../ui/charts/treemap';
import { BARS, BLOCKS, FIGURES, FORECAST, GROWTH, HEAT } from './samples';

@Component({
  selector: 'sp-chart-specimens',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [BarChart, ChartCard, ChartTable, ChartTip, GrowthChart, HeatMap, ShareBar, SplitBar, Treemap],
  template: `
    <h2>Charts</h2>
    <sp-chart-card
      class="sp-card"
      heading="Plays by day"
      [height]="240"
      note="Dashed: the average."
      [figures]="figures"
    >
      <sp-bar-chart label="Plays by day" [bars]="bars" [reference]="5" />
    </sp-chart-card>
    <sp-chart-card class="sp-card" heading="On its way" [height]="120" [figures]="null" />
    <sp-chart-table caption="As a table" [figures]="figures" />
    <sp-heat-map label="Plays by hour" unit="plays" [columns]="hours" [rows]="heat" />
    <sp-growth-chart label="Growth" [points]="growth" [forecast]="forecast" />
    <sp-share-bar [share]="0.4" />
    <sp-split-bar [parts]="parts" />
    <sp-treemap label="Storage" [blocks]="blocks" />
    <div class="tip"><sp-chart-tip heading="Day 4" text="12 plays" [x]="80" [y]="60" [width]="400" /></div>
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 16px;
    }
    .tip {
      position: relative;
      height: 72px;
    }
  `,
})
export class ChartSpecimens {
  protected readonly bars = BARS;
  protected readonly figures = FIGURES;
  protected readonly heat = HEAT;
  protected readonly growth = GROWTH;
  protected readonly forecast = FORECAST;
  protected readonly blocks = BLOCKS;
  protected readonly hours = Array.from({ length: 24 }, (_, hour) => String(hour));
  protected readonly parts: readonly [SplitPart, SplitPart] = [
    { label: 'Seen to the end', value: 7, words: '7 plays' },
    { label: 'Broken off', value: 3, words: '3 plays' },
  ];
}
