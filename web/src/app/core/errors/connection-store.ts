import { DestroyRef, Injectable, inject, signal } from '@angular/core';

/** Whether the browser has a network at all. */
@Injectable({ providedIn: 'root' })
export class ConnectionStore {
  private readonly state = signal(navigator.onLine);
  readonly online = this.state.asReadonly();

  constructor() {
    const on = (): void => this.state.set(true);
    const off = (): void => this.state.set(false);
    window.addEventListener('online', on);
    window.addEventListener('offline', off);
    inject(DestroyRef).onDestroy(() => {
      window.removeEventListener('online', on);
      window.removeEventListener('offline', off);
    });
  }
}
