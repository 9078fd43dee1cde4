import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { ServerStats } from '../../api/types';
import { ChartCard } from '../../ui/charts/chart-card';
import { RankedList } from './ranked-list';
import { namesOf, ranking } from './stats-charts';

/** Who watched most. */
@Component({
  selector: 'sp-people-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ChartCard, RankedList],
  template: `
    <sp-chart-card
      class="sp-card"
      heading="People"
      i18n-heading
      [height]="height()"
      [figures]="chart()?.figures ?? null"
    >
      @if (chart(); as drawn) {
        <sp-ranked-list [ranks]="drawn.data" empty="The server does not say who watched." i18n-empty />
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
export class PeopleCard {
  /** Null while they are not known. */
  readonly people = input.required<ServerStats['topPeople'] | null>();
  readonly height = input(160);
  protected readonly chart = computed(() => {
    const people = this.people();
    if (people === null) return null;
    const names = namesOf(people);
    return ranking(
      $localize`Person`,
      people.map(({ plays, durationMs }, i) => ({ name: names[i], plays, durationMs })),
    );
  });
}
