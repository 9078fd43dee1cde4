import { type Signal, computed, linkedSignal, signal } from '@angular/core';

/**
 * The marks of one chart as one Tab stop: arrows walk from mark to mark, and what is pointed at or focused tells its
 * words. Escape takes the words away without moving the focus.
 */
export class Marks {
  private readonly pointed = signal<number | null>(null);
  private readonly focused = signal<number | null>(null);
  private readonly reached: ReturnType<typeof linkedSignal<number, number>>;
  /** The mark whose words are shown. */
  readonly active = computed(() => {
    const at = this.pointed() ?? this.focused();
    return at !== null && at < this.count() ? at : null;
  });
  /** The mark that Tab leads to: of marks in rows the last one, until somebody has walked. */
  readonly stop = computed(() => this.reached());

  /** @param walk where a key leads from a mark, for marks that do not stand in rows; Tab then leads to the first. */
  constructor(
    private readonly count: Signal<number>,
    private readonly columns: Signal<number>,
    private readonly walk?: (key: string, from: number) => number | null,
  ) {
    this.reached = linkedSignal({ source: count, computation: (all) => (walk ? 0 : Math.max(0, all - 1)) });
  }

  point(index: number | null): void {
    this.pointed.set(index);
  }

  focus(index: number): void {
    this.reached.set(index);
    this.focused.set(index);
  }

  leave(): void {
    this.focused.set(null);
  }

  /** Handles a key and answers nothing: Angular takes a `false` from a listener as a wish to cancel the event. */
  key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      this.pointed.set(null);
      this.focused.set(null);
      return;
    }
    const next = this.after(event.key, this.stop());
    if (next === null) return;
    event.preventDefault();
    this.pointed.set(null);
    (event.currentTarget as Element).querySelector<SVGElement>(`[data-mark="${next}"]`)?.focus({ preventScroll: true });
  }

  private after(key: string, from: number): number | null {
    return this.walk ? this.walk(key, from) : markAfterKey(key, from, this.columns(), this.count());
  }
}

/** Where a key leads in rows of `columns` marks; null where it leads nowhere. */
export function markAfterKey(key: string, from: number, columns: number, count: number): number | null {
  const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 };
  if (columns < count) Object.assign(steps, { ArrowUp: -columns, ArrowDown: columns });
  const rowStart = from - (from % columns);
  const to =
    key === 'Home' ? rowStart : key === 'End' ? rowStart + columns - 1 : key in steps ? from + steps[key] : Number.NaN;
  return to >= 0 && to < count ? to : null;
}
