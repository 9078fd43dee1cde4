import { ChangeDetectionStrategy, Component, computed, input, viewChild } from '@angular/core';
import { MatTabLink, MatTabNav, MatTabNavPanel } from '@angular/material/tabs';
import { RouterLink } from '@angular/router';
import { placeOf } from '../../core/items/item-words';
import { childrenOf, hasSettled } from './children-list';
import { ChildrenState } from './children-state';
import { ChildrenView } from './children-view';
import { EpisodeList } from './episode-list';

/** Seasons as tabs, episodes below. The open tab is in the address. */
@Component({
  selector: 'sp-seasons',
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [{ provide: ChildrenView, useExisting: Seasons }],
  imports: [ChildrenState, EpisodeList, MatTabLink, MatTabNav, MatTabNavPanel, RouterLink],
  template: `
    <h2 i18n>Episodes</h2>
    @if (tabs().length > 0) {
      <nav
        mat-tab-nav-bar
        [tabPanel]="panel"
        mat-stretch-tabs="false"
        mat-align-tabs="start"
        i18n-aria-label
        aria-label="Seasons"
      >
        @for (tab of tabs(); track tab.id) {
          <a
            mat-tab-link
            [active]="tab.id === open()"
            [routerLink]="[]"
            [queryParams]="{ season: tab.id }"
            [replaceUrl]="true"
            [state]="{ keepScroll: true }"
            ><bdi class="sp-clip">{{ tab.label }}</bdi></a
          >
        }
      </nav>
    }
    <mat-tab-nav-panel #panel>
      @if (open(); as season) {
        <sp-episode-list [seasonId]="season" />
      }
    </mat-tab-nav-panel>
    <sp-children-state [list]="list" i18n-empty empty="No seasons here yet" />
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 12px;
    }
    /* Material takes the outline away; inside, since the bar cuts off what stands out. */
    a:focus-visible {
      outline: 2px solid var(--sp-accent);
      outline-offset: -2px;
    }
    bdi {
      max-width: 24ch;
    }
  `,
})
export class Seasons implements ChildrenView {
  readonly showId = input.required<string>();
  readonly season = input.required<string | undefined>();
  protected readonly list = childrenOf(this.showId);
  protected readonly tabs = computed(() =>
    this.list.items().map((item) => ({ id: item.id, label: placeOf(item) || item.title })),
  );
  /** The one in the address; otherwise the first that is not the specials. */
  protected readonly open = computed(() => {
    const seasons = this.list.items();
    const chosen =
      seasons.find(({ id }) => id === this.season()) ?? seasons.find(({ index }) => index !== 0) ?? seasons[0];
    return chosen?.id ?? null;
  });
  private readonly episodes = viewChild(EpisodeList);
  readonly settled = computed(
    () => hasSettled(this.list) && (this.open() === null || this.episodes()?.settled() === true),
  );
}
