import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { Stats } from '../../api/types';
import { ChartCard } from '../../ui/charts/chart-card';
import { titleFigures } from './stats-charts';
import { TitleRow } from './title-row';

/** What was played most, as posters and as a table. */
@Component({
  selector: 'sp-titles-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ChartCard, TitleRow],
  template: `
    <sp-chart-card heading="Most played" i18n-heading [height]="null" [figures]="figures()">
      <sp-title-row [titles]="stats()?.topTitles ?? null" />
    </sp-chart-card>
  `,
  styles: `
    :host {
      --ground: var(--sp-page);
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      min-width: 0;
    }
  `,
})
export class TitlesCard {
  /** Null while they are not known. */
  readonly stats = input.required<Stats | null>();
  protected readonly figures = computed(() => {
    const stats = this.stats();
    return stats && titleFigures(stats.topTitles);
  });
}
