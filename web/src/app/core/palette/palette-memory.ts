import { Injectable, effect, inject, signal, untracked } from '@angular/core';
import { SessionStore } from '../session/session-store';
import type { Command } from './command';

const KEPT = 5;

/** What was chosen last. In memory only: a reload or the end of the session forgets it. */
@Injectable({ providedIn: 'root' })
export class PaletteMemory {
  private readonly session = inject(SessionStore);
  private readonly chosen = signal<readonly Command[]>([]);
  /** Newest first. */
  readonly recent = this.chosen.asReadonly();

  constructor() {
    effect(() => {
      if (this.session.user() === null) untracked(() => this.chosen.set([]));
    });
  }

  remember(command: Command): void {
    if (this.session.user() === null) return;
    this.chosen.update((before) => [command, ...before.filter(({ id }) => id !== command.id)].slice(0, KEPT));
  }
}
