import { signal } from '@angular/core';
import { Problem } from '../../api/problem';

/** What a page does one at a time: whether it is under way, what came of it, what went wrong. */
export class Act {
  private readonly running = signal(false);
  private readonly fault = signal<Problem | null>(null);
  private readonly outcome = signal('');
  readonly busy = this.running.asReadonly();
  readonly problem = this.fault.asReadonly();
  /** In words, for everybody to see and hear. */
  readonly said = this.outcome.asReadonly();

  /** The request answers what is true afterwards, in words. False when it failed, or another one is under way. */
  async run(
    request: () => Promise<string>,
    explain: (problem: Problem) => Problem = (problem) => problem,
  ): Promise<boolean> {
    if (this.running()) return false;
    this.running.set(true);
    this.forget();
    try {
      this.outcome.set(await request());
      return true;
    } catch (error) {
      this.fault.set(explain(Problem.from(error)));
      return false;
    } finally {
      this.running.set(false);
    }
  }

  forget(): void {
    this.fault.set(null);
    this.outcome.set('');
  }
}
