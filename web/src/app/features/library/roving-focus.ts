import { type Signal, signal } from '@angular/core';
import type { RowWindow } from './row-window';
import { indexAfterKey } from './window-math';

/** With Ctrl they lead to the ends of a list everywhere. */
const ENDS = ['Home', 'End'];

interface Roving {
  canvas: () => HTMLElement;
  window: RowWindow;
  columns: Signal<number>;
  count: Signal<number>;
}

/**
 * One Tab stop for a whole listing; arrows move within it. Elements are recycled while scrolling, so when the focused
 * row leaves the view the list itself takes the focus, and the next key leads back to the row.
 */
export class RovingFocus {
  private readonly current = signal(0);
  readonly active = this.current.asReadonly();

  constructor(private readonly parts: Roving) {}

  focused(index: number): void {
    this.current.set(index);
  }

  /** Handles a key. Answers nothing: Angular takes a `false` from a listener as a wish to cancel the event. */
  key(event: KeyboardEvent): void {
    if (event.metaKey || event.altKey || (event.ctrlKey && !ENDS.includes(event.key))) return;
    const { columns, count, window: rows } = this.parts;
    const next = indexAfterKey(event.key, this.current(), columns(), count(), rows.pageRows());
    if (next === null || count() === 0) return;
    event.preventDefault();
    this.go(next);
  }

  /** Call before rows are recycled: `first` to before `end` stay. */
  keep(first: number, end: number): void {
    const canvas = this.parts.canvas();
    const focused = document.activeElement;
    if (!focused || focused === canvas || !canvas.contains(focused)) return;
    if (this.current() < first || this.current() >= end) canvas.focus({ preventScroll: true });
  }

  /**
   * Call after rows were rendered. When their number changes, elements swap rows: the focus moves to the element that
   * shows the row now, or Enter would open another title than the one that was chosen.
   */
  follow(): void {
    const canvas = this.parts.canvas();
    const focused = document.activeElement as HTMLElement | null;
    const index = focused !== null && canvas.contains(focused) ? focused.dataset['index'] : undefined;
    if (index === undefined || Number(index) === this.current()) return;
    (this.find(this.current()) ?? canvas).focus({ preventScroll: true });
  }

  private find(index: number): HTMLElement | null {
    return this.parts.canvas().querySelector<HTMLElement>(`[data-index="${index}"]`);
  }

  private go(index: number): void {
    this.current.set(index);
    this.parts.window.reveal(Math.floor(index / this.parts.columns()));
    // The row may only now be rendered.
    requestAnimationFrame(() => requestAnimationFrame(() => this.find(index)?.focus({ preventScroll: true })));
  }
}
