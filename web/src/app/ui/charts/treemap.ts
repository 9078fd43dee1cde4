import {
  ChangeDetectionStrategy,
  Component,
  ElementRef,
  Injector,
  afterNextRender,
  computed,
  effect,
  inject,
  input,
  output,
  untracked,
} from '@angular/core';
import { ChartTip } from './chart-tip';
import { elementWidth } from './element-width';
import { Marks } from './marks';
import { squarify, tileAfterKey } from './squarify';

export interface TreemapBlock {
  key: string;
  name: string;
  /** Greater than 0; the area. */
  value: number;
  /** The value, short enough to stand in the block. */
  short: string;
  /** What the block says in full. */
  text: string;
  /** 1 to `TREEMAP_TONES`; null for what is put together from the rest. */
  tone: number | null;
  /** Whether there is something behind it. */
  opens: boolean;
}

/** Colours that blocks are told apart by. */
export const TREEMAP_TONES = 6;

const HEIGHT = 400;
const NAME = { width: 44, height: 24 };
const SHORT = { width: 56, height: 44 };

/**
 * A whole in blocks as large as their shares, largest first; arrows walk them, Enter opens one, Escape leads up. Drawn
 * as buttons and not as SVG, because names of any length and direction have to be cut off in them.
 */
@Component({
  selector: 'sp-treemap',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ChartTip],
  host: { '[style.height.px]': 'height' },
  template: `
    @if (width() > 0) {
      <div role="group" [attr.aria-label]="words()" (keydown)="key($event)" (pointerleave)="marks.point(null)">
        @for (block of drawn(); track block.key) {
          <button
            type="button"
            class="sp-tone"
            [attr.data-mark]="$index"
            [attr.data-tone]="block.tone"
            [attr.tabindex]="$index === marks.stop() ? 0 : -1"
            [attr.aria-label]="block.name + ': ' + block.text"
            [attr.aria-disabled]="block.opens ? null : true"
            [class.active]="marks.active() === $index"
            [style.left.px]="block.x"
            [style.top.px]="block.y"
            [style.width.px]="block.width"
            [style.height.px]="block.height"
            (click)="open(block)"
            (focus)="marks.focus($index)"
            (blur)="marks.leave()"
            (pointerenter)="marks.point($index)"
          >
            @if (block.named) {
              <bdi class="sp-clip">{{ block.name }}</bdi>
            }
            @if (block.sized) {
              <span class="sp-clip">{{ block.short }}</span>
            }
          </button>
        }
      </div>
      @if (tip(); as block) {
        <sp-chart-tip
          [heading]="block.name"
          [text]="block.text"
          [x]="block.x + block.width / 2"
          [y]="block.y + block.height / 2"
          [width]="width()"
        />
      }
    }
  `,
  styles: `
    :host {
      position: relative;
      display: block;
    }
    button {
      position: absolute;
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      align-content: start;
      /* Words have the room around them: a block may be smaller than that. */
      padding: 0;
      overflow: hidden;
      /* What parts the blocks; their areas stay exact. */
      border: 1px solid var(--sp-surface);
      border-radius: 4px;
      background: var(--sp-muted);
      color: var(--sp-on-data);
      font: 12px/18px var(--sp-font);
      text-align: start;
      cursor: pointer;
    }
    button[aria-disabled] {
      cursor: default;
    }
    .sp-clip {
      padding-inline: 6px;
    }
    bdi {
      padding-top: 3px;
      font-weight: 650;
    }
    .active {
      border-color: var(--sp-text);
    }
    button:focus-visible {
      z-index: 1;
      outline: 3px solid var(--sp-accent);
      outline-offset: -1px;
    }
  `,
})
export class Treemap {
  readonly label = input.required<string>();
  /** Largest first. */
  readonly blocks = input.required<readonly TreemapBlock[]>();
  /** Key of the block that was chosen. */
  readonly opened = output<string>();
  /** One level up is wanted. */
  readonly up = output<void>();
  protected readonly height = HEIGHT;
  protected readonly width = elementWidth();
  private readonly tiles = computed(() =>
    squarify(
      this.blocks().map(({ value }) => value),
      this.width(),
      HEIGHT,
    ),
  );
  private readonly count = computed(() => this.blocks().length);
  protected readonly marks = new Marks(this.count, this.count, (key, from) => tileAfterKey(this.tiles(), from, key));
  protected readonly words = computed(
    () => $localize`${this.label()}:chart:. Arrow keys walk the blocks, Enter opens one, Escape leads back.`,
  );
  protected readonly drawn = computed(() =>
    this.blocks().map((block, i) => {
      const tile = this.tiles()[i];
      return { ...block, ...tile, named: fits(tile, NAME), sized: fits(tile, SHORT) };
    }),
  );
  protected readonly tip = computed(() => {
    const at = this.marks.active();
    return at === null ? null : this.drawn()[at];
  });
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly injector = inject(Injector);

  constructor() {
    effect(() => {
      this.blocks();
      untracked(() => this.keepFocus());
    });
  }

  protected key(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.marks.active() === null) this.up.emit();
    else this.marks.key(event);
  }

  protected open(block: TreemapBlock): void {
    if (block.opens) this.opened.emit(block.key);
  }

  /** Whoever opened a block with a key goes on among the blocks that come in its place. */
  private keepFocus(): void {
    const focused = document.activeElement;
    if (!focused || !this.host.contains(focused)) return;
    const go = (): void => {
      if (this.host.contains(document.activeElement)) return;
      this.host.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
    };
    afterNextRender({ read: go }, { injector: this.injector });
  }
}

function fits(tile: { width: number; height: number }, least: { width: number; height: number }): boolean {
  return tile.width >= least.width && tile.height >= least.height;
}
