import { signal } from '@angular/core';
import type { Subscription } from 'rxjs';
import type { Observable } from 'rxjs';
import { Problem } from '../../api/problem';
import type { SignInClaim, User } from '../../api/types';

export type ClaimState =
  | { kind: 'waiting' }
  | { kind: 'complete'; user: User }
  | { kind: 'expired' }
  /** The first administrator has to show the set-up code; `wrong` after a code that is not it, `checking` until it is known. */
  | { kind: 'code-needed'; wrong: boolean; detail: string; checking: boolean }
  | { kind: 'refused'; problem: Problem }
  | { kind: 'failed'; problem: Problem };

const POLL_INTERVAL_MS = 1_000;
/** So many failures in a row end the attempt; a single one may be a hiccup. */
export const FAILURE_LIMIT = 5;
/** Whatever the server says, nobody polls longer than a PIN can live. */
export const LONGEST_ATTEMPT_MS = 30 * 60_000;

/**
 * Asks once a second whether a sign-in was approved at Plex. It ends on success, refusal, expiry, too many failures
 * and `stop()`; after each of them no timer and no request is left.
 */
export class PinClaim {
  private readonly current = signal<ClaimState>({ kind: 'waiting' });
  readonly state = this.current.asReadonly();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private request: Subscription | undefined;
  private failures = 0;
  private readonly startedAt = Date.now();

  constructor(
    private readonly claim: (setupCode: string | null) => Observable<SignInClaim>,
    private setupCode: string | null,
  ) {}

  start(): void {
    this.poll();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.request?.unsubscribe();
  }

  /** The PIN stays good when the code was missing or wrong: try again with this one. */
  presentCode(setupCode: string): void {
    this.setupCode = setupCode;
    this.failures = 0;
    this.current.set({ kind: 'code-needed', wrong: false, detail: '', checking: true });
    this.poll();
  }

  private poll(): void {
    if (Date.now() - this.startedAt >= LONGEST_ATTEMPT_MS) return this.current.set({ kind: 'expired' });
    this.request = this.claim(this.setupCode).subscribe({
      next: (answer) => this.answered(answer),
      error: (error: unknown) => this.refused(Problem.from(error)),
    });
  }

  private answered(answer: SignInClaim): void {
    this.failures = 0;
    if (answer.status === 'complete' && answer.user) this.current.set({ kind: 'complete', user: answer.user });
    else {
      this.current.set({ kind: 'waiting' });
      this.later(POLL_INTERVAL_MS);
    }
  }

  private refused(problem: Problem): void {
    const end = endOf(problem);
    if (end) return this.current.set(end);
    this.failures += 1;
    if (this.failures >= FAILURE_LIMIT) return this.current.set({ kind: 'failed', problem });
    this.later((problem.retryAfterSeconds ?? 1) * 1000);
  }

  private later(ms: number): void {
    this.timer = setTimeout(() => this.poll(), ms);
  }
}

/** The state that a refusal ends in; null when asking again may help. */
function endOf(problem: Problem): ClaimState | null {
  switch (problem.code) {
    case 'setup-code-required':
      return { kind: 'code-needed', wrong: false, detail: problem.detail, checking: false };
    case 'setup-code-invalid':
    case 'setup-code-locked':
      return { kind: 'code-needed', wrong: true, detail: problem.detail, checking: false };
    case 'pin-expired':
      return { kind: 'expired' };
    default:
      return problem.transient ? null : problem.status === 404 ? { kind: 'expired' } : { kind: 'refused', problem };
  }
}
