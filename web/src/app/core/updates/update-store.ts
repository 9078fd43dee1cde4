import { DestroyRef, Injectable, inject, isDevMode, signal } from '@angular/core';
import { basePath } from '../../api/base-path';

const LOOK_AGAIN_MS = 60 * 60_000;
const ANSWER_MS = 2_000;

/**
 * The service worker, where the browser has one: over plain http there is none, and nothing is missing. A new version
 * waits until the person takes it, or until the page was loaded anew anyway.
 */
@Injectable({ providedIn: 'root' })
export class UpdateStore {
  private readonly waiting = signal<ServiceWorker | null>(null);
  readonly ready = this.waiting.asReadonly();
  private registration: ServiceWorkerRegistration | undefined;
  private readonly lookAgain = (): void => {
    // Without a connection there is nothing new.
    if (document.visibilityState === 'visible') void this.registration?.update().catch(() => undefined);
  };

  constructor() {
    const timer = setInterval(this.lookAgain, LOOK_AGAIN_MS);
    document.addEventListener('visibilitychange', this.lookAgain);
    inject(DestroyRef).onDestroy(() => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', this.lookAgain);
    });
  }

  async start(): Promise<void> {
    if (isDevMode() || !('serviceWorker' in navigator) || this.registration) return;
    try {
      const scope = `${basePath()}/`;
      this.registration = await navigator.serviceWorker.register(`${scope}sw.js`, { scope, updateViaCache: 'none' });
    } catch {
      // A browser may forbid it, e.g. behind a certificate that it does not trust.
      return;
    }
    const { registration } = this;
    if (registration.waiting) void this.consider(registration.waiting);
    // One that was found while the page was still on its way here.
    this.watch(registration.installing);
    registration.addEventListener('updatefound', () => this.watch(registration.installing));
  }

  take(): void {
    const worker = this.waiting();
    navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload(), { once: true });
    worker?.postMessage({ type: 'take-over' });
  }

  later(): void {
    this.waiting.set(null);
  }

  private watch(worker: ServiceWorker | null): void {
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && navigator.serviceWorker.controller) void this.consider(worker);
    });
  }

  /** A page that was loaded since is of the new version already: nobody needs to be asked. */
  private async consider(worker: ServiceWorker): Promise<void> {
    if (await knows(worker, ownFiles())) worker.postMessage({ type: 'take-over' });
    else this.waiting.set(worker);
  }
}

/** What this page began with; the names hold hashes of the contents. */
function ownFiles(): string[] {
  const scripts = document.querySelectorAll<HTMLScriptElement>('script[type="module"][src]');
  return Array.from(scripts, ({ src }) => src);
}

function knows(worker: ServiceWorker, files: string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const timer = setTimeout(() => resolve(false), ANSWER_MS);
    port1.onmessage = ({ data }: MessageEvent<unknown>) => {
      clearTimeout(timer);
      port1.close();
      resolve(data === true);
    };
    worker.postMessage({ type: 'knows', files }, [port2]);
  });
}
