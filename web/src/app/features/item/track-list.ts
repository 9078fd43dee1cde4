import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { BytesPipe } from '../../ui/format.pipes';
import { StatusChip } from '../../ui/status-chip';
import { childrenOf, hasSettled } from './children-list';
import { ChildrenState } from './children-state';
import { ChildrenView } from './children-view';

@Component({
  selector: 'sp-track-list',
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [{ provide: ChildrenView, useExisting: TrackList }],
  imports: [BytesPipe, ChildrenState, RouterLink, StatusChip],
  template: `
    @if (list.items().length > 0) {
      <ol class="sp-card">
        @for (track of list.items(); track track.id) {
          <li>
            <span class="sp-muted number">{{ track.index ?? '' }}</span>
            <a class="sp-clip" [routerLink]="['/items', track.id]" dir="auto">{{ track.title }}</a>
            @if (!track.available) {
              <sp-status tone="bad" i18n-label label="Unavailable" />
            }
            <span class="sp-muted size">{{ track.sizeBytes | spBytes }}</span>
          </li>
        }
      </ol>
    }
    <sp-children-state [list]="list" i18n-empty empty="No tracks here yet" />
  `,
  styles: `
    :host {
      display: grid;
      gap: 12px;
    }
    ol {
      padding: 4px 0;
    }
    li {
      display: flex;
      align-items: center;
      gap: 12px;
      min-height: 40px;
      padding: 0 16px;
    }
    li:hover {
      background: var(--sp-sunken);
    }
    .number {
      flex: none;
      width: 3ch;
      text-align: end;
    }
    a {
      flex: 1;
      color: var(--sp-text);
      text-decoration: none;
    }
    .size {
      flex: none;
    }
  `,
})
export class TrackList implements ChildrenView {
  readonly albumId = input.required<string>();
  protected readonly list = childrenOf(this.albumId);
  readonly settled = computed(() => hasSettled(this.list));
}
