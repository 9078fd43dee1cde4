import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ShareBar } from '../../ui/charts/share-bar';
import type { Ranked } from './stats-charts';

/** Names with how often they were played, each beside its share of the first. */
@Component({
  selector: 'sp-ranked-list',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [RouterLink, ShareBar],
  template: `
    <ol>
      @for (rank of led(); track $index) {
        <li>
          @if (rank.params; as params) {
            <a class="sp-clip" dir="auto" routerLink="/library" [queryParams]="params">{{ rank.name }}</a>
          } @else {
            <span class="sp-clip" dir="auto">{{ rank.name }}</span>
          }
          <span class="sp-muted sp-small">{{ rank.words }}</span>
          <sp-share-bar [share]="rank.share" />
        </li>
      } @empty {
        <li class="sp-muted">{{ empty() }}</li>
      }
    </ol>
  `,
  styles: `
    ol {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 8px;
    }
    li {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      align-items: baseline;
      gap: 2px 12px;
      min-height: 32px;
    }
    a {
      color: var(--sp-text);
      text-decoration: none;
    }
    a:hover {
      text-decoration: underline;
    }
    sp-share-bar {
      grid-column: 1 / -1;
    }
  `,
})
export class RankedList {
  readonly ranks = input.required<readonly Ranked[]>();
  /** The library's filter that each name leads to. */
  readonly filter = input<'genre' | null>(null);
  readonly empty = input.required<string>();
  protected readonly led = computed(() => {
    const filter = this.filter();
    return this.ranks().map((rank) => ({ ...rank, params: filter && { [filter]: rank.name } }));
  });
}
