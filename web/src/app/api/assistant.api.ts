import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { Observable } from 'rxjs';
import type { AiStatus, Conversation, Feedback, WholeConversation } from './assistant.types';
import { apiPath } from './base-path';
import { type SentEvent, postStream } from './post-stream';
import { Api } from './generated/api';
import { askQuestion } from './generated/fn/ai/ask-question';
import type { Page, QuestionAnswer } from './types';

/** Conversations with the assistant: one's own only. */
@Injectable({ providedIn: 'root' })
export class AssistantApi {
  private readonly http = inject(HttpClient);
  private readonly api = inject(Api);

  status(): Observable<AiStatus> {
    return this.http.get<AiStatus>(apiPath('/ai/status'));
  }

  /** Answered by filters alone: no model is asked. */
  question(text: string, cursor?: string): Observable<QuestionAnswer> {
    return this.api.invoke(askQuestion, { body: { text, cursor } });
  }

  conversations(cursor?: string): Observable<Page<Conversation>> {
    const params: Record<string, string> = cursor === undefined ? {} : { cursor };
    return this.http.get<Page<Conversation>>(apiPath('/ai/conversations'), { params });
  }

  conversation(id: string): Observable<WholeConversation> {
    return this.http.get<WholeConversation>(apiPath(`/ai/conversations/${encodeURIComponent(id)}`));
  }

  begin(): Observable<Conversation> {
    return this.http.post<Conversation>(apiPath('/ai/conversations'), {});
  }

  ask(id: string, text: string): Observable<SentEvent> {
    return postStream(this.http, `/ai/conversations/${encodeURIComponent(id)}/messages`, { text });
  }

  judge(messageId: string, value: Feedback | null): Observable<void> {
    return this.http.put<void>(apiPath(`/ai/messages/${encodeURIComponent(messageId)}/feedback`), { value });
  }

  remove(id: string): Observable<void> {
    return this.http.delete<void>(apiPath(`/ai/conversations/${encodeURIComponent(id)}`));
  }

  removeAll(): Observable<void> {
    return this.http.delete<void>(apiPath('/ai/conversations'));
  }
}
