import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { Observable } from 'rxjs';
import type { AiStatus, Conversation, Feedback, WholeConversation } from './assistant.types';
import { Api } from './generated/api';
import { askQuestion } from './generated/fn/ai/ask-question';
import { createConversation } from './generated/fn/ai/create-conversation';
import { deleteConversation } from './generated/fn/ai/delete-conversation';
import { deleteConversations } from './generated/fn/ai/delete-conversations';
import { getAiStatus } from './generated/fn/ai/get-ai-status';
import { getConversation } from './generated/fn/ai/get-conversation';
import { judgeAnswer } from './generated/fn/ai/judge-answer';
import { listConversations } from './generated/fn/ai/list-conversations';
import { updateAiPreferences } from './generated/fn/ai/update-ai-preferences';
import { type SentEvent, postStream } from './post-stream';
import type { Page, QuestionAnswer } from './types';

/** Conversations with the assistant: one's own only. */
@Injectable({ providedIn: 'root' })
export class AssistantApi {
  private readonly http = inject(HttpClient);
  private readonly api = inject(Api);

  status(): Observable<AiStatus> {
    return this.api.invoke(getAiStatus);
  }

  /** For this person alone. */
  enable(enabled: boolean): Observable<unknown> {
    return this.api.invoke(updateAiPreferences, { body: { enabled } });
  }

  /** Answered by filters alone: no model is asked. */
  question(text: string, cursor?: string): Observable<QuestionAnswer> {
    return this.api.invoke(askQuestion, { body: { text, cursor } });
  }

  conversations(cursor?: string): Observable<Page<Conversation>> {
    return this.api.invoke(listConversations, { cursor });
  }

  conversation(id: string): Observable<WholeConversation> {
    return this.api.invoke(getConversation, { id });
  }

  begin(): Observable<Conversation> {
    return this.api.invoke(createConversation, { body: {} });
  }

  ask(id: string, text: string): Observable<SentEvent> {
    return postStream(this.http, `/ai/conversations/${encodeURIComponent(id)}/messages`, { text });
  }

  judge(id: string, value: Feedback | null): Observable<void> {
    return this.api.invoke(judgeAnswer, { id, body: { value } });
  }

  remove(id: string): Observable<void> {
    return this.api.invoke(deleteConversation, { id });
  }

  removeAll(): Observable<void> {
    return this.api.invoke(deleteConversations);
  }
}
