import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { ItemCard } from '../../api/types';
import { Icon } from '../../ui/icon';
import { Poster, type PosterShape } from '../../ui/poster';
import { isNew, resolutionWord, subtitleOf } from './item-words';

/** Poster, title and year of one item, or the place of one that is still on its way. */
@Component({
  selector: 'sp-item-tile',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, Poster],
  template: `
    @if (item(); as known) {
      <sp-poster [title]="known.title" [url]="plain() ? null : known.posterUrl" [shape]="shape()" [sizes]="sizes()" />
      <span class="badges">
        @for (word of quality(); track word) {
          <span class="badge">{{ word }}</span>
        }
        @if (!known.available) {
          <span class="badge gone" i18n>Unavailable</span>
        } @else if (fresh()) {
          <span class="badge" i18n>New</span>
        }
      </span>
      @if (known.available && known.watched) {
        <span class="badge seen"><sp-icon name="check" [size]="14" /><span class="sp-hidden" i18n>watched</span></span>
      }
      <span class="title" dir="auto">{{ known.title }}</span>
      <span class="sub sp-clip" dir="auto">{{ subtitle() }}</span>
    } @else {
      <span class="placeholder" [attr.data-shape]="shape()"></span>
    }
  `,
  styles: `
    :host {
      position: relative;
      display: grid;
      align-content: start;
      min-width: 0;
      contain: layout style;
    }
    .placeholder {
      aspect-ratio: 2 / 3;
      border-radius: var(--sp-radius-poster);
      background: var(--sp-sunken);
    }
    .placeholder[data-shape='square'] {
      aspect-ratio: 1;
    }
    .placeholder[data-shape='wide'] {
      aspect-ratio: 16 / 9;
    }
    .title {
      display: -webkit-box;
      overflow: hidden;
      margin-top: 6px;
      color: var(--sp-text);
      font-weight: 600;
      line-height: 18px;
      overflow-wrap: anywhere;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
    }
    .sub {
      color: var(--sp-muted);
      font-size: 12px;
      line-height: 16px;
    }
    .badges {
      position: absolute;
      top: 6px;
      inset-inline: 6px 30px;
      display: flex;
      flex-wrap: wrap;
      gap: 4px;
    }
    .badge {
      padding: 0 6px;
      border-radius: 4px;
      background: rgb(10 13 17 / 82%);
      color: #fff;
      font-size: 11px;
      font-weight: 650;
      line-height: 20px;
    }
    .seen {
      position: absolute;
      top: 6px;
      inset-inline-end: 6px;
      display: grid;
      place-items: center;
      width: 20px;
      height: 20px;
      padding: 0;
      border-radius: 50%;
    }
    .gone {
      color: #ffb4ae;
    }
  `,
})
export class ItemTile {
  /** undefined while the row is being fetched. */
  readonly item = input.required<ItemCard | undefined>();
  readonly shape = input<PosterShape>('poster');
  readonly sizes = input('180px');
  /** No picture for now: the view flies past. */
  readonly plain = input(false);
  /** Whether to mark what came lately. */
  readonly news = input(false);
  protected readonly fresh = computed(() => this.news() && isNew(this.item(), Date.now()));
  protected readonly subtitle = computed(() => {
    const item = this.item();
    return item ? subtitleOf(item) : '';
  });
  protected readonly quality = computed(() => {
    const { resolution, hdr } = this.item() ?? {};
    const sharp = resolution && /^(4k|8k|2160)$/i.test(resolution);
    return [...(sharp ? [resolutionWord(resolution === '2160' ? '4k' : resolution)] : []), ...(hdr ? ['HDR'] : [])];
  });
}
