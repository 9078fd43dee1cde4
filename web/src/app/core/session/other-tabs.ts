import { Injectable } from '@angular/core';
import { basePath } from '../../api/base-path';

const SIGNED_OUT = 'signed-out';

/** What the tabs of one browser tell each other: that the person has signed out. */
@Injectable({ providedIn: 'root' })
export class OtherTabs {
  private readonly channel =
    typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(`sp.session${basePath()}`);

  tellSignedOut(): void {
    this.channel?.postMessage(SIGNED_OUT);
  }

  whenSignedOut(act: () => void): void {
    this.channel?.addEventListener('message', ({ data }) => {
      if (data === SIGNED_OUT) act();
    });
  }
}
