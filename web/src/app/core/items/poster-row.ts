import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ItemCard } from '../../api/types';
import { CardNote } from './card-note';
import { ItemTile } from './item-tile';
import { Shelf, ShelfLink } from '../../ui/shelf';
import { Skeleton } from '../../ui/skeleton';

export interface PosterEntry {
  item: ItemCard;
  /** Why it is here; empty where that goes without saying. */
  note: string;
}

/** Titles as posters side by side. */
@Component({
  selector: 'sp-poster-row',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CardNote, ItemTile, RouterLink, Shelf, ShelfLink, Skeleton],
  template: `
    <sp-shelf [attr.aria-busy]="entries() === null">
      <ul class="sp-shelf">
        @for (entry of entries(); track entry.item.id) {
          <li>
            <a spShelfLink [routerLink]="['/items', entry.item.id]">
              <sp-item-tile [item]="entry.item" [news]="true" sizes="152px" />
              @if (entry.note) {
                <sp-card-note [text]="entry.note" />
              }
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
    /* Poster, two lines of a title and one below: as high before they come as after. */
    li {
      min-height: calc(var(--column) * 1.5 + var(--row-words, 58px));
    }
  `,
})
export class PosterRow {
  /** Null while they are not known. */
  readonly entries = input.required<readonly PosterEntry[] | null>();
  protected readonly places = Array.from({ length: 10 }, (_, i) => i);
}
