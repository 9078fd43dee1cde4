import { Injectable, inject, signal } from '@angular/core';
import type { NavigationError } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { AuthApi } from '../../api/auth.api';
import { basePath } from '../../api/base-path';

const RELOADED_KEY = 'sp.reloaded';

/**
 * A page whose files do not come. After an update of SmartPlex the files that an open page knows are gone: loading
 * the new page whole heals that. Without a connection the page stays where it is and offers to try again.
 */
@Injectable({ providedIn: 'root' })
export class NavigationFaults {
  private readonly api = inject(AuthApi);
  private readonly target = signal<string | null>(null);
  /** Path of the page that could not be opened. */
  readonly failed = this.target.asReadonly();

  async report({ url, error }: NavigationError): Promise<void> {
    // eslint-disable-next-line no-console -- the browser's console is where faults of the portal are read
    console.error(error);
    this.target.set(url);
    if (!(await this.reachable()) || sessionStorage.getItem(RELOADED_KEY) === url) return;
    sessionStorage.setItem(RELOADED_KEY, url);
    this.open(url);
  }

  dismiss(): void {
    this.target.set(null);
  }

  /** Loads the page anew: a browser remembers that a module did not come. */
  open(url: string): void {
    window.location.assign(basePath() + url);
  }

  private async reachable(): Promise<boolean> {
    try {
      await firstValueFrom(this.api.setup());
      return true;
    } catch {
      return false;
    }
  }
}
