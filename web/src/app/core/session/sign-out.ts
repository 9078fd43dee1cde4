import { Injectable, inject } from '@angular/core';
import { Router } from '@angular/router';
import { OtherTabs } from './other-tabs';
import { SessionStore } from './session-store';

/** The way out: nothing of the person stays behind, neither in the browser's storage nor in the memory of the page. */
@Injectable({ providedIn: 'root' })
export class SignOut {
  private readonly session = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly tabs = inject(OtherTabs);

  /** Rejects with a Problem while the person is still signed in. */
  async leave(): Promise<void> {
    await this.session.signOut();
    this.tabs.tellSignedOut();
    await this.forget();
  }

  /** What is left to do where the session has ended: here, or in another tab. */
  async forget(): Promise<void> {
    this.session.forget();
    // The sign-in page first, so that "back" finds no page that still shows titles; then a page that knows nothing.
    await this.router.navigate(['/login']);
    dropTraces();
    window.location.reload();
  }
}

/** Where somebody was and what he searched for. Theme and language belong to the browser and stay. */
function dropTraces(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith('sp.')) sessionStorage.removeItem(key);
  } catch {
    // Storage may be forbidden; then nothing was kept.
  }
}
