import { DestroyRef, Injectable, inject } from '@angular/core';
import { Router, Scroll } from '@angular/router';
import { filter, take } from 'rxjs';
import { SessionStore } from '../session/session-store';

const KEY = 'sp.scroll';
const PATIENCE_MS = 10_000;
/** A person who scrolls by himself is not pulled back. */
const HANDS = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;

/**
 * Brings the view back to where it was after a reload, and after "back" to a list that has to be read anew. The router
 * scrolls at once, but until its rows have come the page is too short for it.
 */
@Injectable({ providedIn: 'root' })
export class ScrollMemory {
  private readonly atReload = takePlace();
  private stopWaiting: () => void = () => undefined;

  constructor() {
    const session = inject(SessionStore);
    const keep = (): void => {
      if (session.user()) keepPlace({ url: window.location.href, top: window.scrollY });
    };
    window.addEventListener('pagehide', keep);
    const scrolls = inject(Router).events.pipe(filter((event) => event instanceof Scroll));
    // A task later the router has scrolled itself.
    scrolls.pipe(take(1)).subscribe(() => setTimeout(() => this.settle(this.atReload)));
    scrolls.subscribe(({ position }) => this.settle(position?.[1] ?? 0));
    inject(DestroyRef).onDestroy(() => {
      window.removeEventListener('pagehide', keep);
      this.stopWaiting();
    });
  }

  private settle(top: number): void {
    this.stopWaiting();
    if (top <= 0 || Math.abs(window.scrollY - top) < 2) return;
    const observer = new ResizeObserver(() => {
      if (document.documentElement.scrollHeight < top + window.innerHeight) return;
      window.scrollTo({ top });
      stop();
    });
    const timer = setTimeout(() => stop(), PATIENCE_MS);
    const stop = (): void => {
      observer.disconnect();
      clearTimeout(timer);
      for (const hand of HANDS) window.removeEventListener(hand, stop);
    };
    for (const hand of HANDS) window.addEventListener(hand, stop, { passive: true });
    observer.observe(document.body);
    this.stopWaiting = stop;
  }
}

/** Not in the history's state: what is written there while a page is left does not survive a reload. */
function keepPlace(place: { url: string; top: number }): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(place));
  } catch {
    // Storage may be forbidden; a reload then begins at the top.
  }
}

/** How far the page had been scrolled when it was left, if this is the same one. */
function takePlace(): number {
  try {
    const { url, top } = JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as { url?: unknown; top?: unknown };
    sessionStorage.removeItem(KEY);
    return url === window.location.href && cameBack() && typeof top === 'number' ? top : 0;
  } catch {
    return 0;
  }
}

function cameBack(): boolean {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return navigation?.type === 'reload' || navigation?.type === 'back_forward';
}
