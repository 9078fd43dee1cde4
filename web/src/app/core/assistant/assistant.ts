import { ChangeDetectionStrategy, Component, computed, inject, input, output, viewChild } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { AssistantApi } from '../../api/assistant.api';
import { Problem } from '../../api/problem';
import { EmptyState } from '../../ui/empty-state';
import { ProblemPanel } from '../../ui/problem-panel';
import { Skeleton } from '../../ui/skeleton';
import { SessionStore } from '../session/session-store';
import { ConversationView } from './conversation';
import { QuestionBox } from './question-box';

/** The assistant: a conversation where there is a model, questions by their filters where there is none. */
@Component({
  selector: 'sp-assistant',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ConversationView, EmptyState, ProblemPanel, QuestionBox, RouterLink, Skeleton],
  template: `
    @if (status.hasValue()) {
      @let known = status.value();
      @if (known.enabled === false) {
        <sp-empty-state
          icon="assistant"
          heading="The assistant is switched off"
          i18n-heading
          text="Nothing you write is sent anywhere. Search and picks work as ever."
          i18n-text
        >
          <ng-content />
        </sp-empty-state>
      } @else if (known.configured) {
        <sp-conversation [id]="id()" (begun)="begun.emit($event)" />
      } @else {
        <sp-question-box />
        @if (session.isAdmin()) {
          <p class="sp-muted sp-small"><a routerLink="/settings/ai" i18n>Connect a language model</a></p>
        }
      }
    } @else if (problem()) {
      <sp-problem [problem]="problem()!" (retry)="status.reload()" />
    } @else {
      <sp-skeleton height="240px" />
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
  readonly begun = output<string>();
  /** Whether there is a model to talk to; false until that is known. */
  readonly talks = computed(
    () => this.status.hasValue() && this.status.value().configured && this.status.value().enabled !== false,
  );
  protected readonly session = inject(SessionStore);
  private readonly api = inject(AssistantApi);
  protected readonly status = rxResource({ stream: () => this.api.status() });
  protected readonly problem = computed(() => {
    const error = this.status.error();
    return error ? Problem.from(error) : null;
  });
  private readonly conversation = viewChild(ConversationView);
  private readonly questions = viewChild(QuestionBox);

  /** Puts the cursor where a question is written. */
  focus(): void {
    (this.conversation() ?? this.questions())?.focus();
  }
}
