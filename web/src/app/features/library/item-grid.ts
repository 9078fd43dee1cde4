import {
  ChangeDetectionStrategy,
  Component,
  type ElementRef,
  afterNextRender,
  afterRenderEffect,
  computed,
  effect,
  inject,
  input,
  untracked,
  viewChild,
} from '@angular/core';
import { Router } from '@angular/router';
import { basePath } from '../../api/base-path';
import { ItemTile } from '../../core/items/item-tile';
import type { PosterShape } from '../../ui/poster';
import type { ItemListing } from './item-listing';
import type { PosterSize } from './library-state';
import { RovingFocus } from './roving-focus';
import { RowWindow } from './row-window';
import { GRID_GAP, gridLayout } from './window-math';

const CELL_PX: Record<PosterSize, number> = { s: 112, m: 152, l: 208 };
const RATIO: Record<PosterShape, number> = { poster: 1.5, square: 1, wide: 9 / 16 };
const OVERSCAN_ROWS = 2;

@Component({
  selector: 'sp-item-grid',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ItemTile],
  providers: [RowWindow],
  template: `
    <div
      #canvas
      class="canvas"
      role="list"
      i18n-aria-label
      aria-label="Titles"
      tabindex="-1"
      [style.height.px]="rows.height()"
      (keydown)="focus.key($event)"
      (focusin)="focusedOn($event)"
      (click)="follow($event)"
    >
      @for (cell of cells(); track cell.slot) {
        <div
          class="cell"
          role="listitem"
          [attr.aria-setsize]="total()"
          [attr.aria-posinset]="cell.index + 1"
          [style.width.px]="layout().cellWidth"
          [style.transform]="'translate(' + cell.x + 'px,' + cell.y + 'px)'"
        >
          <a
            [attr.href]="cell.item ? base + '/items/' + cell.item.id : null"
            [attr.data-index]="cell.index"
            [attr.tabindex]="cell.index === tabStop() ? 0 : -1"
          >
            <sp-item-tile [item]="cell.item" [shape]="shape()" [plain]="rows.flying()" [sizes]="sizes()" />
          </a>
        </div>
      }
    </div>
  `,
  styles: `
    .canvas {
      position: relative;
      overflow: clip;
      overflow-clip-margin: 6px;
      outline: none;
    }
    .cell {
      position: absolute;
      top: 0;
      left: 0;
      contain: layout style;
    }
    a {
      display: block;
      border-radius: var(--sp-radius-poster);
      color: inherit;
      text-decoration: none;
    }
    a:hover sp-item-tile {
      opacity: 0.88;
    }
  `,
})
export class ItemGrid {
  readonly listing = input.required<ItemListing>();
  readonly size = input.required<PosterSize>();
  readonly shape = input.required<PosterShape>();

  protected readonly base = basePath();
  protected readonly rows = inject(RowWindow);
  private readonly router = inject(Router);
  private readonly canvas = viewChild.required<ElementRef<HTMLElement>>('canvas');
  protected readonly total = computed(() => this.listing().total() ?? 0);
  protected readonly layout = computed(() => gridLayout(this.rows.width(), CELL_PX[this.size()], RATIO[this.shape()]));
  protected readonly sizes = computed(() => `${Math.ceil(this.layout().cellWidth)}px`);
  private readonly range = computed(() => {
    const { first, end, offset } = this.rows.span();
    const { columns } = this.layout();
    return { first: first * columns, end: Math.min(end * columns, this.total()), offset };
  });
  /** As many elements as were ever in view at once; a row that comes in takes over the elements of one that left. */
  protected readonly cells = computed(() => {
    const { first, end, offset } = this.range();
    const { columns, cellWidth, rowHeight } = this.layout();
    const listing = this.listing();
    const pool = Math.max(1, Math.ceil((end - first) / columns) * columns);
    return Array.from({ length: Math.max(0, end - first) }, (_, i) => {
      const index = first + i;
      return {
        slot: index % pool,
        index,
        item: listing.item(index),
        x: (index % columns) * (cellWidth + GRID_GAP),
        y: Math.floor(index / columns) * rowHeight - offset,
      };
    });
  });
  protected readonly focus = new RovingFocus({
    canvas: () => this.canvas().nativeElement,
    window: this.rows,
    columns: computed(() => this.layout().columns),
    count: this.total,
  });
  protected readonly tabStop = computed(() => {
    const { first, end } = this.range();
    const active = this.focus.active();
    return active >= first && active < end ? active : first;
  });

  constructor() {
    afterNextRender(() =>
      this.rows.attach(this.canvas(), {
        rowCount: computed(() => Math.ceil(this.total() / this.layout().columns)),
        rowHeight: computed(() => this.layout().rowHeight),
        overscan: OVERSCAN_ROWS,
      }),
    );
    afterRenderEffect(() => {
      this.cells();
      untracked(() => this.focus.follow());
    });
    effect(() => {
      const { first, end } = this.range();
      const listing = this.listing();
      // What only flies past is not asked for.
      const flying = this.rows.flying();
      untracked(() => {
        this.focus.keep(first, end);
        if (end > first && !flying) listing.want(first, end);
      });
    });
  }

  protected focusedOn(event: FocusEvent): void {
    const index = (event.target as HTMLElement).dataset['index'];
    if (index !== undefined) this.focus.focused(Number(index));
  }

  /** One listener for all cards; a modified click stays the browser's. */
  protected follow(event: MouseEvent): void {
    const link = (event.target as Element).closest('a[href]');
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void this.router.navigateByUrl((link.getAttribute('href') ?? '').slice(this.base.length));
  }
}
