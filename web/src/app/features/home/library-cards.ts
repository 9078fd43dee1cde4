import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Section } from '../../api/types';
import { Icon } from '../../ui/icon';
import { RelativeTime } from '../../ui/relative-time';
import { Skeleton } from '../../ui/skeleton';
import { cardsOf } from './library-card';

/** The libraries that somebody may see, with how much is in each. */
@Component({
  selector: 'sp-library-cards',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, RelativeTime, RouterLink, Skeleton],
  template: `
    <ul>
      @for (card of cards(); track card.id) {
        <li>
          <article class="sp-card">
            <a class="name" routerLink="/library" [queryParams]="{ sectionId: card.id }"
              ><sp-icon [name]="card.icon" /><strong class="sp-clip" dir="auto">{{ card.title }}</strong></a
            >
            @if (card.server; as server) {
              <span class="sp-muted sp-small sp-clip" dir="auto">{{ server }}</span>
            }
            <span class="figure">{{ card.count }}</span>
            <span class="sp-muted sp-small">{{ card.facts }}</span>
            <p class="sp-muted sp-small">
              @if (card.lastSyncedAt) {
                <ng-container i18n>Synced <sp-time [value]="card.lastSyncedAt" /></ng-container>
              }
            </p>
          </article>
        </li>
      } @empty {
        @for (each of places; track each) {
          <li><sp-skeleton height="132px" /></li>
        }
      }
    </ul>
  `,
  styles: `
    ul {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 220px), 1fr));
      gap: 16px;
    }
    .sp-card {
      position: relative;
      display: grid;
      gap: 4px;
      min-height: 132px;
    }
    .sp-card:hover {
      border-color: var(--sp-line-strong);
    }
    .name {
      display: flex;
      align-items: center;
      gap: 8px;
      min-width: 0;
      color: var(--sp-text);
      text-decoration: none;
    }
    .name sp-icon {
      flex: none;
      color: var(--sp-muted);
    }
    /* The whole card is the link; the time on it stays reachable. */
    .name::after {
      content: '';
      position: absolute;
      inset: 0;
      border-radius: var(--sp-radius-card);
    }
    .figure {
      font-size: 28px;
      font-weight: 650;
      line-height: 1.2;
    }
    sp-time {
      position: relative;
      z-index: 1;
    }
  `,
})
export class LibraryCards {
  /** Null while they are not known. */
  readonly sections = input.required<readonly Section[] | null>();
  protected readonly places = [0, 1, 2];
  protected readonly cards = computed(() => cardsOf(this.sections()));
}
