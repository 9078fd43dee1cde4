import { DestroyRef, Injectable, inject, signal } from '@angular/core';

/** The time that relative times are seen from; one timer for the whole page. */
@Injectable({ providedIn: 'root' })
export class Clock {
  private readonly ticks = signal(Date.now());
  readonly now = this.ticks.asReadonly();

  constructor() {
    const timer = setInterval(() => this.ticks.set(Date.now()), 20_000);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }
}
