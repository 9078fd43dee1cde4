import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Continued } from '../../api/types';
import { ShareBar } from '../../ui/charts/share-bar';
import { Poster } from '../../ui/poster';
import { Shelf, ShelfLink } from '../../ui/shelf';
import { Skeleton } from '../../ui/skeleton';
import { placeWords, restWords } from './continue-words';

/** What was begun, each with how far, and the episode that comes next. */
@Component({
  selector: 'sp-continue-row',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Poster, RouterLink, ShareBar, Shelf, ShelfLink, Skeleton],
  template: `
    <sp-shelf [attr.aria-busy]="items() === null">
      <ul class="sp-shelf">
        @for (each of drawn(); track each.id) {
          <li>
            <a spShelfLink [routerLink]="['/items', each.id]">
              <sp-poster [title]="each.title" [url]="each.posterUrl" sizes="152px" />
              @if (each.share !== null) {
                <sp-share-bar [share]="each.share" />
              } @else {
                <span class="bar"></span>
              }
              <span class="title sp-clip" dir="auto">{{ each.title }}</span>
              <span class="sub sp-small sp-clip" dir="auto">{{ each.place }}</span>
              <span class="sub sp-small">{{ each.rest }}</span>
            </a>
          </li>
        } @empty {
          @for (each of places; track each) {
            <li><sp-skeleton [height]="null" ratio="2 / 3" /></li>
          }
        }
      </ul>
    </sp-shelf>
  `,
  styles: `
    :host {
      display: block;
      min-width: 0;
    }
    li {
      min-height: calc(var(--column) * 1.5 + var(--row-words));
    }
    a {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
    }
    sp-share-bar,
    .bar {
      height: 6px;
      margin: 6px 0 4px;
    }
    .title {
      color: var(--sp-text);
      font-weight: 600;
      line-height: 18px;
    }
    .sub {
      color: var(--sp-muted);
      line-height: 16px;
    }
  `,
})
export class ContinueRow {
  /** Null while they are not known. */
  readonly items = input.required<readonly Continued[] | null>();
  protected readonly places = Array.from({ length: 10 }, (_, i) => i);
  protected readonly drawn = computed(() =>
    this.items()?.map((continued) => ({
      id: continued.item.id,
      title: continued.show?.title ?? continued.item.grandparentTitle ?? continued.item.title,
      posterUrl: continued.show ? continued.show.posterUrl : continued.item.posterUrl,
      // A bar of an unknown length would tell something.
      share: continued.kind === 'next' || continued.percent === null ? null : continued.percent / 100,
      place: placeWords(continued),
      rest: restWords(continued),
    })),
  );
}
