import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ItemTile } from '../../core/items/item-tile';
import { childrenOf, hasSettled } from './children-list';
import { ChildrenState } from './children-state';
import { ChildrenView } from './children-view';

@Component({
  selector: 'sp-albums',
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [{ provide: ChildrenView, useExisting: Albums }],
  imports: [ChildrenState, ItemTile, RouterLink],
  template: `
    <h2 i18n>Albums</h2>
    <ul>
      @for (album of list.items(); track album.id) {
        <li>
          <a [routerLink]="['/items', album.id]"><sp-item-tile [item]="album" shape="square" /></a>
        </li>
      }
    </ul>
    <sp-children-state [list]="list" i18n-empty empty="No albums here yet" />
  `,
  styles: `
    :host {
      display: grid;
      gap: 12px;
    }
    ul {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(140px, 1fr));
      gap: 16px;
    }
    a {
      display: block;
      border-radius: var(--sp-radius-poster);
      text-decoration: none;
    }
  `,
})
export class Albums implements ChildrenView {
  readonly artistId = input.required<string>();
  protected readonly list = childrenOf(this.artistId);
  readonly settled = computed(() => hasSettled(this.list));
}
