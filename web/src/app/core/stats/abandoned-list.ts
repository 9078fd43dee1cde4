import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { AbandonedTitle } from '../../api/types';
import { UNKNOWN, formatPercent } from '../../ui/format';
import { Poster } from '../../ui/poster';
import { RelativeTime } from '../../ui/relative-time';
import { Skeleton } from '../../ui/skeleton';
import { placeOf } from '../items/item-words';

/** Titles that were begun and left; those that are there lead to their page. */
@Component({
  selector: 'sp-abandoned-list',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Poster, RelativeTime, RouterLink, Skeleton],
  template: `
    <ul>
      @for (title of shown() ?? places(); track $index) {
        <li>
          @if (title === null) {
            <sp-skeleton height="54px" width="36px" />
            <span class="words"><sp-skeleton width="60%" /></span>
          } @else {
            <sp-poster [title]="title.name" [url]="title.posterUrl" sizes="36px" />
            <span class="words">
              <!-- Without an address it is no link: not reached by Tab, not pressed. -->
              <a class="name sp-clip" dir="auto" [routerLink]="title.link">{{ title.name }}</a>
              <span class="sp-muted sp-small">{{ title.seen }} · <sp-time [value]="title.lastViewedAt" /></span>
            </span>
          }
        </li>
      } @empty {
        <li class="sp-muted" i18n>Nothing was left unfinished.</li>
      }
    </ul>
  `,
  styles: `
    ul {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 12px;
    }
    li {
      display: flex;
      align-items: center;
      gap: 12px;
      min-height: 54px;
    }
    sp-poster {
      flex: 0 0 36px;
      border-radius: 4px;
    }
    .words {
      display: grid;
      flex: 1 1 0;
      gap: 2px;
      min-width: 0;
    }
    a {
      color: var(--sp-text);
      font-weight: 600;
      text-decoration: none;
    }
    a[href]:hover {
      text-decoration: underline;
    }
  `,
})
export class AbandonedList {
  /** Null while they are not known. */
  readonly titles = input.required<readonly AbandonedTitle[] | null>();
  /** So many at most. */
  readonly count = input(3);
  protected readonly places = computed(() => new Array<null>(Math.min(3, this.count())).fill(null));
  protected readonly shown = computed(
    () =>
      this.titles()
        ?.slice(0, this.count())
        .map((title) => ({
          name: title.title || UNKNOWN,
          posterUrl: title.item?.posterUrl ?? null,
          link: linkOf(title),
          seen: seenWords(title),
          lastViewedAt: title.lastViewedAt,
        })) ?? null,
  );
}

function linkOf({ item, episode }: AbandonedTitle): string[] | null {
  const there = episode ?? item;
  return there === null ? null : ['/items', there.id];
}

function seenWords({ episode, percent }: AbandonedTitle): string {
  const place = episode === null ? '' : placeOf(episode);
  const seen = formatPercent(percent);
  return place ? $localize`${place}:episode:, ${seen}:percent: seen` : $localize`${seen}:percent: seen`;
}
