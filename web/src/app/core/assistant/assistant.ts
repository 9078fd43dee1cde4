import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { AssistantApi } from '../../api/assistant.api';
import { Problem } from '../../api/problem';
import { ProblemPanel } from '../../ui/problem-panel';
import { Skeleton } from '../../ui/skeleton';
import { Act } from '../acts/act';
import { SessionStore } from '../session/session-store';
import { isTapped } from './by-touch';
import { ConversationView } from './conversation';
import { QuestionBox } from './question-box';

/** The assistant: a conversation where there is a model, questions by their filters where there is none. */
@Component({
  selector: 'sp-assistant',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ConversationView, ProblemPanel, QuestionBox, RouterLink, Skeleton],
  template: `
    @if (status.hasValue()) {
      @let known = status.value();
      @if (known.configured && !known.enabled) {
        <sp-question-box [eager]="eager()" />
        <p class="off sp-muted sp-small">
          @if (known.enabledForMe) {
            <span i18n>The language model is switched off here. Nothing you write is sent anywhere.</span>
          } @else {
            <span i18n>You switched the language model off. Nothing you write is sent anywhere.</span>
            <button type="button" class="sp-button sp-button--quiet sp-small" (click)="enable(true)" i18n>
              Switch it on
            </button>
          }
        </p>
      } @else if (known.configured) {
        <sp-conversation
          [id]="id()"
          [eager]="eager() || switchedOn()"
          (begun)="begun.emit($event)"
          (answered)="answered.emit()"
        />
      } @else {
        <sp-question-box [eager]="eager()" />
        @if (session.isAdmin()) {
          <p class="sp-muted sp-small"><a routerLink="/settings/ai" i18n>Connect a language model</a></p>
        }
      }
    } @else if (problem()) {
      <sp-problem [problem]="problem()!" (retry)="status.reload()" />
    } @else {
      <sp-skeleton height="240px" />
    }
    @if (act.problem(); as fault) {
      <sp-problem [problem]="fault" [retryable]="false" />
    }
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      grid-template-rows: 1fr auto;
      gap: 8px;
      min-width: 0;
    }
  `,
})
export class Assistant {
  /** Of an earlier conversation; null for a new one. */
  readonly id = input<string | null>(null);
  /** Whether the place for a question takes the focus when it comes. */
  readonly eager = input(false);
  readonly begun = output<string>();
  readonly answered = output<void>();
  /** Whether there is a model to talk to; false until that is known. */
  readonly talks = computed(
    () => this.status.hasValue() && this.status.value().configured && this.status.value().enabled,
  );
  protected readonly session = inject(SessionStore);
  private readonly api = inject(AssistantApi);
  protected readonly status = rxResource({ stream: () => this.api.status() });
  protected readonly problem = computed(() => {
    const error = this.status.error();
    return error ? Problem.from(error) : null;
  });
  protected readonly act = new Act();
  /** By a button that goes away with it. */
  protected readonly switchedOn = signal(false);

  /** The person's own switch. */
  async enable(enabled: boolean): Promise<void> {
    const held = document.activeElement;
    const done = await this.act.run(async () => {
      await firstValueFrom(this.api.enable(enabled));
      return '';
    });
    if (!done) return;
    this.switchedOn.set(enabled && held !== null && !isTapped(held));
    this.status.reload();
  }
}
