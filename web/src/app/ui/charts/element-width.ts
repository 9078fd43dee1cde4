import { DestroyRef, ElementRef, type Signal, inject, signal } from '@angular/core';

/** Width in px of the component that asks; 0 until it was laid out. It keeps the last one while it is hidden. */
export function elementWidth(): Signal<number> {
  const width = signal(0);
  const observer = new ResizeObserver(([entry]) => {
    const now = Math.floor(entry.contentRect.width);
    if (now > 0) width.set(now);
  });
  observer.observe(inject<ElementRef<HTMLElement>>(ElementRef).nativeElement);
  inject(DestroyRef).onDestroy(() => observer.disconnect());
  return width.asReadonly();
}
