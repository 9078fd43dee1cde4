import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  computed,
  effect,
  inject,
  input,
  output,
  signal,
} from '@angular/core';
import { Icon } from './icon';

/** What a problem shows; the problem type of the API layer fits. */
export interface ProblemView {
  title: string;
  detail: string;
  requestId: string | null;
  /** Seconds after which it makes sense to ask again, where the server said so. */
  retryAfterSeconds: number | null;
}

/** What happened, what is still true, and what to do: retry, and an id to quote. */
@Component({
  selector: 'sp-problem',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon],
  host: { role: 'alert', '(window:online)': 'retryNow()' },
  template: `
    <sp-icon name="alert" [size]="24" />
    <div class="words">
      <strong>{{ problem().title }}</strong>
      @if (problem().detail && problem().detail !== problem().title) {
        <p>{{ problem().detail }}</p>
      }
      @if (stillTrue()) {
        <p class="sp-muted">{{ stillTrue() }}</p>
      }
      @if (waiting(); as seconds) {
        <p class="sp-muted" i18n>Trying again in {{ seconds }} s.</p>
      }
      <div class="sp-row">
        @if (retryable()) {
          <button type="button" class="sp-button" i18n (click)="retry.emit()">Try again</button>
        }
        <ng-content />
        @if (problem().requestId; as id) {
          <button type="button" class="sp-button sp-button--quiet sp-small" (click)="copy(id)">
            <sp-icon name="copy" [size]="16" />
            @if (outcome() === 'copied') {
              <ng-container i18n>Request id copied</ng-container>
            } @else {
              <ng-container i18n>Copy request id</ng-container>
            }
          </button>
          @if (outcome() === 'shown') {
            <code class="sp-mono sp-small id">{{ id }}</code>
          }
        }
      </div>
    </div>
  `,
  styles: `
    :host {
      display: flex;
      gap: 12px;
      padding: 16px;
      border: 1px solid var(--sp-line);
      border-inline-start: 3px solid var(--sp-bad);
      border-radius: var(--sp-radius-card);
      background: var(--sp-surface);
    }
    :host > sp-icon {
      color: var(--sp-bad);
    }
    .words {
      display: grid;
      gap: 8px;
      min-width: 0;
      max-width: 72ch;
    }
    /* Alone in its row, its words line up with those above. */
    .sp-button--quiet {
      margin-inline-start: -12px;
    }
    .sp-button:not(.sp-button--quiet) + .sp-button--quiet {
      margin-inline-start: 0;
    }
    .id {
      overflow-wrap: anywhere;
      user-select: all;
    }
  `,
})
export class ProblemPanel {
  readonly problem = input.required<ProblemView>();
  /** What the fault did not touch, e.g. "The list below is from 2 minutes ago." */
  readonly stillTrue = input('');
  readonly retryable = input(true);
  readonly retry = output<void>();
  protected readonly outcome = signal<'none' | 'copied' | 'shown'>('none');
  private readonly left = signal<number | null>(null);
  protected readonly waiting = computed(() => this.left());
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    effect(() => this.countDown(this.retryable() ? this.problem().retryAfterSeconds : null));
    inject(DestroyRef).onDestroy(() => clearInterval(this.timer));
  }

  protected async copy(id: string): Promise<void> {
    // Pages over plain http have no clipboard: the id is shown for copying by hand.
    const copied = await navigator.clipboard?.writeText(id).then(
      () => true,
      () => false,
    );
    this.outcome.set(copied ? 'copied' : 'shown');
  }

  private countDown(seconds: number | null): void {
    clearInterval(this.timer);
    this.left.set(seconds);
    if (seconds === null) return;
    let rest = seconds;
    this.timer = setInterval(() => {
      rest -= 1;
      this.left.set(Math.max(rest, 0));
      if (rest <= 0) this.retryNow();
    }, 1000);
  }

  /** Ends the wait, if there is one: it is over, or the network is back. */
  protected retryNow(): void {
    if (this.left() === null) return;
    clearInterval(this.timer);
    this.left.set(null);
    this.retry.emit();
  }
}
