import { DestroyRef, type ElementRef, Injectable, type Signal, computed, inject, signal } from '@angular/core';
import { type RowSpan, type Viewport, canvasHeight, rowSpan, scrollOfRow } from './window-math';

export interface RowSource {
  rowCount: Signal<number>;
  rowHeight: Signal<number>;
  overscan: number;
}

/** More than this share of a window in one frame, a whole one in 60 ms, is flying, not reading. */
const FLYING_SHARE = 0.25;
const SETTLE_MS = 120;

/** Follows the page's own scrolling and tells which rows of a canvas are in view; provided by each list. */
@Injectable()
export class RowWindow {
  private readonly viewport = signal<Viewport>({ scrolled: 0, height: window.innerHeight });
  private readonly flight = signal(false);
  private readonly widthPx = signal(0);
  private canvas: HTMLElement | null = null;
  private source: RowSource | null = null;
  private frame = 0;
  private settle: ReturnType<typeof setTimeout> | undefined;
  private readonly observer = new ResizeObserver(() => this.measureSoon());

  /** Width of the canvas, in px. */
  readonly width = this.widthPx.asReadonly();
  /** The view moves too fast to be read: pictures can wait. */
  readonly flying = this.flight.asReadonly();
  readonly span: Signal<RowSpan> = computed(
    () => {
      const source = this.source;
      const viewport = this.viewport();
      return source
        ? rowSpan(source.rowCount(), source.rowHeight(), viewport, source.overscan)
        : { first: 0, end: 0, offset: 0 };
    },
    { equal: (a, b) => a.first === b.first && a.end === b.end && a.offset === b.offset },
  );
  readonly height = computed(
    () => (this.viewport(), this.source ? canvasHeight(this.source.rowCount(), this.source.rowHeight()) : 0),
  );

  constructor() {
    const listener = (): void => this.measureSoon();
    window.addEventListener('scroll', listener, { passive: true });
    window.addEventListener('resize', listener, { passive: true });
    inject(DestroyRef).onDestroy(() => {
      window.removeEventListener('scroll', listener);
      window.removeEventListener('resize', listener);
      cancelAnimationFrame(this.frame);
      clearTimeout(this.settle);
      this.observer.disconnect();
    });
  }

  attach(canvas: ElementRef<HTMLElement>, source: RowSource): void {
    this.canvas = canvas.nativeElement;
    this.source = source;
    this.observer.observe(this.canvas);
    this.measure();
  }

  /** Rows that fit between the sticky bars and the lower edge. */
  pageRows(): number {
    const height = this.source?.rowHeight() ?? 1;
    return Math.max(1, Math.floor((window.innerHeight - this.stickyPx()) / height));
  }

  /** Scrolls as little as possible so that a row is wholly in view. */
  reveal(row: number): void {
    const { source, canvas } = this;
    if (!source || !canvas) return;
    const origin = canvas.getBoundingClientRect().top + window.scrollY;
    const { height } = this.viewport();
    const at = origin + scrollOfRow(row, source.rowCount(), source.rowHeight(), height);
    const top = at - this.stickyPx() - 8;
    const bottom = at + source.rowHeight() - window.innerHeight + this.bottomPx();
    if (window.scrollY > top) window.scrollTo({ top });
    else if (window.scrollY < bottom) window.scrollTo({ top: bottom });
    this.measure();
  }

  private measureSoon(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.measure();
    });
  }

  private measure(): void {
    if (!this.canvas) return;
    const rect = this.canvas.getBoundingClientRect();
    const before = this.viewport();
    const next = { scrolled: Math.max(0, -rect.top), height: window.innerHeight };
    this.widthPx.set(rect.width);
    this.viewport.set(next);
    if (Math.abs(next.scrolled - before.scrolled) > next.height * FLYING_SHARE) this.fly();
  }

  private fly(): void {
    this.flight.set(true);
    clearTimeout(this.settle);
    this.settle = setTimeout(() => this.flight.set(false), SETTLE_MS);
  }

  /** What covers the upper edge: the top bar and the filter bar. */
  private stickyPx(): number {
    return document.querySelector('[data-sticky-edge]')?.getBoundingClientRect().bottom ?? 0;
  }

  /** What covers the lower edge: the phone's bottom bar. */
  private bottomPx(): number {
    return Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--sp-bottombar')) || 0;
  }
}
