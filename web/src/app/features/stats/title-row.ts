import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Stats } from '../../api/types';
import { ShareBar } from '../../ui/charts/share-bar';
import { UNKNOWN, formatHours } from '../../ui/format';
import { Poster } from '../../ui/poster';
import { Skeleton } from '../../ui/skeleton';
import { playsWords } from './stats-charts';

/** The titles that were played most, as posters; those that are there lead to their page. */
@Component({
  selector: 'sp-title-row',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Poster, RouterLink, ShareBar, Skeleton],
  template: `
    <ol [attr.tabindex]="linked() ? null : 0">
      @for (title of ranked() ?? places; track $index) {
        <li>
          @if (title === null) {
            <span class="picture"><sp-skeleton [height]="null" ratio="2 / 3" /></span>
            <span class="words"></span>
          } @else {
            <!-- Without an address it is no link: not reached by Tab, not pressed. -->
            <a [routerLink]="title.itemId ? ['/items', title.itemId] : null">
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
        <li class="none sp-muted">Plex names no titles for these plays.</li>
      }
    </ol>
  `,
  styles: `
    ol {
      display: grid;
      grid-auto-columns: minmax(100px, 1fr);
      grid-auto-flow: column;
      gap: 16px;
      margin: 0 -4px;
      padding: 4px 4px 12px;
      scroll-padding: 4px;
      overflow-x: auto;
      scroll-snap-type: x proximity;
      scrollbar-width: thin;
    }
    li {
      min-width: 0;
      max-width: 160px;
      scroll-snap-align: start;
    }
    .none {
      max-width: none;
    }
    a {
      display: block;
      border-radius: var(--sp-radius-poster);
      color: inherit;
      text-decoration: none;
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
    @media (max-width: 639.98px) {
      ol {
        grid-auto-columns: 104px;
        gap: 12px;
      }
    }
  `,
})
export class TitleRow {
  /** Null while they are not known. */
  readonly titles = input.required<Stats['topTitles'] | null>();
  protected readonly places = new Array<null>(10).fill(null);
  protected readonly linked = computed(() => this.titles()?.some(({ itemId }) => itemId !== null) ?? true);
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
      time: title.durationMs === 0 ? 'time unknown' : formatHours(title.durationMs),
    }));
  });
}
