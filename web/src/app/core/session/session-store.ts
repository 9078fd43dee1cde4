import { Injectable, computed, inject, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { AuthApi } from '../../api/auth.api';
import { Problem } from '../../api/problem';
import type { User } from '../../api/types';
import { forgetDrafts } from './forget-drafts';

/** Who is signed in, as far as the server was asked. */
@Injectable({ providedIn: 'root' })
export class SessionStore {
  private readonly api = inject(AuthApi);
  /** undefined until the server has answered. */
  private readonly person = signal<User | null | undefined>(undefined);
  private readonly ended = signal(false);
  private readonly fault = signal<Problem | null>(null);
  private pending: Promise<User | null> | null = null;
  private setupDone = false;

  readonly user = computed(() => this.person() ?? null);
  readonly isAdmin = computed(() => this.person()?.role === 'admin');
  /** The session ended while a page was open: the page stays, and sign-in is offered. */
  readonly signedOutMidway = this.ended.asReadonly();
  /** Why nobody knows who is signed in. */
  readonly problem = this.fault.asReadonly();

  /** The signed-in user or null; asks the server once. Rejects with a Problem when it cannot be asked. */
  load(): Promise<User | null> {
    const known = this.person();
    if (known !== undefined) return Promise.resolve(known);
    this.pending ??= this.ask().finally(() => (this.pending = null));
    return this.pending;
  }

  /** Whether the set-up is still to be done; asked until it is done once. */
  async setupNeeded(): Promise<boolean> {
    if (this.setupDone) return false;
    const { needed } = await firstValueFrom(this.api.setup());
    this.setupDone = !needed;
    return needed;
  }

  signedIn(user: User): void {
    this.person.set(user);
    this.ended.set(false);
  }

  /** A request was refused as unauthenticated although somebody was signed in. */
  endedByServer(): void {
    if (this.person()) this.ended.set(true);
  }

  async signOut(): Promise<void> {
    await firstValueFrom(this.api.signOut());
    forgetDrafts();
    this.forget();
  }

  forget(): void {
    this.person.set(null);
    this.ended.set(false);
  }

  private async ask(): Promise<User | null> {
    try {
      const { user } = await firstValueFrom(this.api.session());
      this.fault.set(null);
      this.person.set(user);
      return user;
    } catch (error) {
      return this.notSignedIn(Problem.from(error));
    }
  }

  private notSignedIn(problem: Problem): null {
    if (problem.status !== 401) {
      this.fault.set(problem);
      throw problem;
    }
    this.fault.set(null);
    this.person.set(null);
    return null;
  }
}
