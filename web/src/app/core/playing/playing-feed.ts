import { DestroyRef, Injectable, computed, effect, inject, signal } from '@angular/core';
import type { Subscription } from 'rxjs';
import { DashboardApi } from '../../api/dashboard.api';
import { Problem } from '../../api/problem';
import type { Playing } from '../../api/types';
import { LiveStream } from '../live/live-stream';
import { SessionStore } from '../session/session-store';

/** What is being watched on every server, as it happens; for administrators. */
@Injectable({ providedIn: 'root' })
export class PlayingFeed {
  private readonly api = inject(DashboardApi);
  private readonly session = inject(SessionStore);
  private readonly stream = inject(LiveStream);
  private readonly told = signal<Playing | null>(null);
  private readonly fault = signal<Problem | null>(null);
  private readonly connected = signal(false);
  private subscription: Subscription | undefined;
  private messages = 0;

  /** Null while nobody knows. */
  readonly playing = this.told.asReadonly();
  /** Why it could not be read; what is known stays. */
  readonly problem = this.fault.asReadonly();
  /** False while changes are not heard of. */
  readonly live = this.connected.asReadonly();
  readonly count = computed(() => this.told()?.items.length ?? 0);

  constructor() {
    effect(() => (this.session.isAdmin() ? this.connect() : this.disconnect()));
    inject(DestroyRef).onDestroy(() => this.disconnect());
  }

  /** Asks for it: the stream may be long in opening, or be held up by something in between. */
  read(): void {
    const asked = this.messages;
    this.api.playing().subscribe({
      // What the stream told since is younger than the answer.
      next: (playing) => asked === this.messages && this.know(playing),
      error: (error: unknown) => asked === this.messages && this.fault.set(Problem.from(error)),
    });
  }

  private connect(): void {
    if (this.subscription) return;
    this.subscription = this.stream.listen().subscribe((event) => {
      if (event.kind === 'event') {
        if (event.name === 'playing') this.take(event.data);
        return;
      }
      // An opened stream begins with the whole list.
      this.connected.set(event.kind === 'open');
    });
  }

  private take(playing: Playing): void {
    this.messages += 1;
    this.know(playing);
  }

  private know(playing: Playing): void {
    this.fault.set(null);
    this.told.set(playing);
  }

  private disconnect(): void {
    this.subscription?.unsubscribe();
    this.subscription = undefined;
    this.told.set(null);
    this.fault.set(null);
    this.connected.set(false);
  }
}
