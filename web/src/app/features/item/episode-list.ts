import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { placeOf, resolutionWord, watchedWord } from '../../core/items/item-words';
import { formatBytes } from '../../ui/format';
import { Poster } from '../../ui/poster';
import { StatusChip } from '../../ui/status-chip';
import { childrenOf, hasSettled } from './children-list';
import { ChildrenState } from './children-state';
import { ChildrenView } from './children-view';

@Component({
  selector: 'sp-episode-list',
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [{ provide: ChildrenView, useExisting: EpisodeList }],
  imports: [ChildrenState, Poster, RouterLink, StatusChip],
  template: `
    <ol>
      @for (row of rows(); track row.item.id) {
        <li>
          <a [routerLink]="['/items', row.item.id]">
            <sp-poster [title]="row.item.title" [url]="row.item.posterUrl" shape="wide" sizes="120px" />
            <span class="words">
              <strong class="sp-clip" dir="auto">{{ row.item.title }}</strong>
              <span class="sp-muted sp-small">{{ row.words }}</span>
            </span>
            @if (!row.item.available) {
              <sp-status tone="bad" i18n-label label="Unavailable" />
            } @else if (row.item.watched) {
              <sp-status tone="neutral" i18n-label label="Watched" icon="check" />
            }
          </a>
        </li>
      }
    </ol>
    <sp-children-state [list]="list" i18n-empty empty="No episodes here yet" />
  `,
  styles: `
    :host {
      display: grid;
      gap: 12px;
    }
    ol {
      display: grid;
      gap: 4px;
    }
    a {
      display: grid;
      grid-template-columns: 120px minmax(0, 1fr) auto;
      gap: 16px;
      align-items: center;
      padding: 8px;
      border-radius: var(--sp-radius-card);
      color: var(--sp-text);
      text-decoration: none;
    }
    a:hover {
      background: var(--sp-sunken);
    }
    .words {
      display: grid;
    }
    @media (max-width: 639.98px) {
      a {
        grid-template-columns: 88px minmax(0, 1fr) auto;
        gap: 12px;
        padding: 4px;
      }
    }
  `,
})
export class EpisodeList implements ChildrenView {
  readonly seasonId = input.required<string | null>();
  protected readonly list = childrenOf(this.seasonId);
  readonly settled = computed(() => hasSettled(this.list));
  protected readonly rows = computed(() =>
    this.list.items().map((item) => ({
      item,
      words: [
        placeOf(item),
        item.resolution && resolutionWord(item.resolution),
        item.sizeBytes === null ? $localize`size unknown` : formatBytes(item.sizeBytes),
        // The chip tells what was watched; where it is about the file, these words do.
        item.watched === false || (item.watched && !item.available) ? watchedWord(item.watched) : '',
      ]
        .filter(Boolean)
        .join(' · '),
    })),
  );
}
