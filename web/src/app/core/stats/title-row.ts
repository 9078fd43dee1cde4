import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Stats } from '../../api/types';
import { ShareBar } from '../../ui/charts/share-bar';
import { UNKNOWN, formatHours } from '../../ui/format';
import { Poster } from '../../ui/poster';
import { Shelf, ShelfLink } from '../../ui/shelf';
import { Skeleton } from '../../ui/skeleton';
import { playsWords } from './stats-charts';

/** The titles that were played most, as posters; those that are there lead to their page. */
@Component({
  selector: 'sp-title-row',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Poster, RouterLink, ShareBar, Shelf, ShelfLink, Skeleton],
  template: `
    <sp-shelf>
      <ol class="sp-shelf">
        @for (title of ranked() ?? places; track $index) {
          <li>
            @if (title === null) {
              <span class="picture"><sp-skeleton [height]="null" ratio="2 / 3" /></span>
              <span class="words"></span>
            } @else {
              <!-- Without an address it is no link: not reached by Tab, not pressed. -->
              <a
                [spShelfLink]="title.itemId !== null"
                [routerLink]="title.itemId === null ? null : ['/items', title.itemId]"
              >
                <span class="picture">
                  <sp-poster [title]="title.name" [url]="title.posterUrl" [shape]="title.shape" sizes="160px" />
                </span>
                <sp-share-bar [share]="title.share" />
                <span class="words">
                  <span class="name" dir="auto">{{ title.name }}</span>
                  <span class="sub sp-small">{{ title.plays }}</span>
                  <span class="sub sp-small">{{ title.time }}</span>
                </span>
              </a>
            }
          </li>
        } @empty {
          <li class="none sp-muted" i18n>Plex names no titles for these plays.</li>
        }
      </ol>
    </sp-shelf>
  `,
  styles: `
    :host {
      --shelf-column: minmax(100px, 1fr);
      --shelf-column-narrow: 104px;
    }
    li {
      max-width: 160px;
    }
    .none {
      max-width: none;
    }
    .picture {
      display: grid;
      align-items: end;
      aspect-ratio: 2 / 3;
      margin-bottom: 6px;
    }
    .words {
      display: grid;
      align-content: start;
      min-height: 78px;
      padding-top: 4px;
    }
    .name {
      display: -webkit-box;
      overflow: hidden;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      font-weight: 600;
      line-height: 20px;
    }
    a[href]:hover .name {
      text-decoration: underline;
    }
    .sub {
      color: var(--sp-muted);
      line-height: 16px;
    }
  `,
})
export class TitleRow {
  /** Null while they are not known. */
  readonly titles = input.required<Stats['topTitles'] | null>();
  protected readonly places = new Array<null>(10).fill(null);
  protected readonly ranked = computed(() => {
    const titles = this.titles();
    if (titles === null) return null;
    const most = Math.max(1, ...titles.map(({ plays }) => plays));
    return titles.map((title) => ({
      itemId: title.itemId,
      name: title.title || UNKNOWN,
      posterUrl: title.posterUrl,
      shape: title.type === 'artist' ? ('square' as const) : ('poster' as const),
      share: title.plays / most,
      plays: playsWords(title.plays),
      time: title.durationMs === 0 ? $localize`time unknown` : formatHours(title.durationMs),
    }));
  });
}
