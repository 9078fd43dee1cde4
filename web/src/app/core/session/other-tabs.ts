import { Injectable } from '@angular/core';
import { basePath } from '../../api/base-path';

/** What the tabs of one browser tell each other: that the person has signed out. */
@Injectable({ providedIn: 'root' })
export class OtherTabs {
  private readonly channel =
    typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(`sp.session${basePath()}`);

  tellSignedOut(): void {
    this.channel?.postMessage('signed-out');
  }

  whenSignedOut(act: () => void): void {
    this.channel?.addEventListener('message', act);
  }
}
