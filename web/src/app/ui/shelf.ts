import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  Directive,
  ElementRef,
  ViewEncapsulation,
  afterNextRender,
  afterRenderEffect,
  computed,
  contentChildren,
  inject,
  input,
  signal,
  viewChild,
} from '@angular/core';
import { Icon } from './icon';

/** One entry of a shelf that leads somewhere; `false` for one that leads nowhere. */
@Directive({
  selector: '[spShelfLink]',
  host: { '[attr.tabindex]': 'tabindex()', '(focus)': 'shelf.focused(this)' },
})
export class ShelfLink {
  readonly spShelfLink = input<boolean | ''>('');
  readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly shelf = inject(Shelf);
  readonly walked = computed(() => this.spShelfLink() !== false);
  protected readonly tabindex = computed(() => (this.walked() ? (this.shelf.stop() === this ? 0 : -1) : null));
}

/**
 * A row that is longer than the page: one Tab stop, walked by arrows; scrolled by wheel, by touch and by the buttons
 * over its ends. The list in it has the class `sp-shelf`.
 */
@Component({
  selector: 'sp-shelf',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon],
  host: { '(keydown)': 'key($event)' },
  template: `
    <div #lane class="sp-shelf-lane" [attr.tabindex]="stop() ? null : 0" (scroll)="measure()"><ng-content /></div>
    <!-- For the mouse: keys walk the row itself. -->
    @if (more().before) {
      <button
        type="button"
        class="sp-shelf-turn before"
        tabindex="-1"
        aria-label="Show earlier"
        i18n-aria-label
        (click)="turn(-1)"
      >
        <sp-icon name="next" />
      </button>
    }
    @if (more().after) {
      <button
        type="button"
        class="sp-shelf-turn after"
        tabindex="-1"
        aria-label="Show more"
        i18n-aria-label
        (click)="turn(1)"
      >
        <sp-icon name="next" />
      </button>
    }
  `,
  styleUrl: './shelf.scss',
  // The list inside belongs to whoever fills it; its columns and gaps are the same everywhere.
  encapsulation: ViewEncapsulation.None,
})
export class Shelf {
  private readonly links = contentChildren(ShelfLink, { descendants: true });
  private readonly lane = viewChild.required<ElementRef<HTMLElement>>('lane');
  private readonly reached = signal<ShelfLink | null>(null);
  private readonly walkable = computed(() => this.links().filter((link) => link.walked()));
  /** The link that Tab leads to: the first until somebody has walked. */
  readonly stop = computed(() => {
    const [links, reached] = [this.walkable(), this.reached()];
    return reached && links.includes(reached) ? reached : (links[0] ?? null);
  });
  protected readonly more = signal({ before: false, after: false });

  constructor() {
    const observer = new ResizeObserver(() => this.measure());
    afterNextRender(() => observer.observe(this.lane().nativeElement));
    // What the row holds comes and goes.
    afterRenderEffect(() => {
      this.links();
      this.measure();
    });
    inject(DestroyRef).onDestroy(() => observer.disconnect());
  }

  focused(link: ShelfLink): void {
    this.reached.set(link);
  }

  protected key(event: KeyboardEvent): void {
    const links = this.walkable();
    const at = links.findIndex(({ element }) => element === event.target);
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const forward = this.rightToLeft() ? 'ArrowLeft' : 'ArrowRight';
    const back = this.rightToLeft() ? 'ArrowRight' : 'ArrowLeft';
    const to: Record<string, number> = { [forward]: at + 1, [back]: at - 1, Home: 0, End: links.length - 1 };
    const next = links[to[event.key]] as ShelfLink | undefined;
    if (!(event.key in to)) return;
    event.preventDefault();
    next?.element.focus();
  }

  /** By what is seen, so that the last of one view is the first of the next. */
  protected turn(direction: 1 | -1): void {
    const lane = this.lane().nativeElement;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const step = lane.clientWidth * 0.85 * direction * (this.rightToLeft() ? -1 : 1);
    lane.scrollBy({ left: step, behavior: calm ? 'instant' : 'smooth' });
  }

  protected measure(): void {
    const { scrollLeft, scrollWidth, clientWidth } = this.lane().nativeElement;
    const [gone, rest] = [Math.abs(scrollLeft) > 8, scrollWidth - clientWidth - Math.abs(scrollLeft) > 8];
    const now = this.more();
    if (now.before !== gone || now.after !== rest) this.more.set({ before: gone, after: rest });
  }

  private rightToLeft(): boolean {
    return getComputedStyle(this.lane().nativeElement).direction === 'rtl';
  }
}
