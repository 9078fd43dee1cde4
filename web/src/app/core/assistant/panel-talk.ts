import { Injectable, computed, inject, signal } from '@angular/core';
import { SessionStore } from '../session/session-store';

/** Which conversation the panel is in, whether it is open or not: it goes on where it was. */
@Injectable({ providedIn: 'root' })
export class PanelTalk {
  private readonly session = inject(SessionStore);
  private readonly last = signal<{ id: string; of: string | undefined } | null>(null);
  /** Null before the first question; nobody goes on with what somebody else asked here. */
  readonly id = computed(() => {
    const last = this.last();
    return last && last.of === this.session.user()?.id ? last.id : null;
  });

  begun(id: string): void {
    this.last.set({ id, of: this.session.user()?.id });
  }

  /** The next question begins a new one. */
  leave(): void {
    this.last.set(null);
  }
}
