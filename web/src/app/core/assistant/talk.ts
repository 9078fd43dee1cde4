import { HttpErrorResponse, HttpHeaders } from '@angular/common/http';
import { DestroyRef, inject, signal } from '@angular/core';
import { type Subscription, firstValueFrom } from 'rxjs';
import { AssistantApi } from '../../api/assistant.api';
import type { AnswerEvents, Conversation, Feedback, Message } from '../../api/assistant.types';
import type { SentEvent } from '../../api/post-stream';
import { Problem, fetchWords } from '../../api/problem';
import { STOPPED } from './end-words';
import { type Draft, NOTHING_YET, withEvent } from './answer-in-progress';

const NO_MESSAGES: readonly Message[] = [];
let made = 0;

/** One conversation as it is shown: what was said, and the answer under way. Call in an injection context. */
export class Talk {
  private readonly api = inject(AssistantApi);
  private readonly said = signal(NO_MESSAGES);
  private readonly begun = signal<Conversation | null>(null);
  private readonly loadFault = signal<Problem | null>(null);
  private readonly askFault = signal<Problem | null>(null);
  private readonly asked = signal<string | null>(null);
  private readonly coming = signal<Draft | null>(null);
  private readonly reading = signal(false);
  private stream: Subscription | undefined;
  /** Which conversation was wanted last. */
  private wanted: string | null = null;
  /** The stream has told why it ends. */
  private told = false;

  readonly messages = this.said.asReadonly();
  /** Null until the first question was asked. */
  readonly conversation = this.begun.asReadonly();
  /** The question that is being answered, or whose answer did not come. */
  readonly question = this.asked.asReadonly();
  /** Its answer as far as it has come; null when none is under way. */
  readonly draft = this.coming.asReadonly();
  readonly loading = this.reading.asReadonly();
  readonly loadProblem = this.loadFault.asReadonly();
  /** Why the last answer did not come, or not whole. */
  readonly problem = this.askFault.asReadonly();

  constructor() {
    inject(DestroyRef).onDestroy(() => this.stream?.unsubscribe());
  }

  /** An earlier conversation, or a new one. */
  async open(id: string | null): Promise<void> {
    this.leave();
    this.begun.set(null);
    this.said.set(NO_MESSAGES);
    this.loadFault.set(null);
    this.wanted = id;
    this.reading.set(id !== null);
    if (id === null) return;
    try {
      const { messages, ...conversation } = await firstValueFrom(this.api.conversation(id));
      if (this.wanted !== id) return;
      this.begun.set(conversation);
      this.said.set(messages);
    } catch (error) {
      if (this.wanted === id) this.loadFault.set(Problem.from(error));
    } finally {
      if (this.wanted === id) this.reading.set(false);
    }
  }

  async ask(text: string): Promise<void> {
    if (this.coming()) return;
    this.keepUnanswered();
    this.askFault.set(null);
    this.asked.set(text);
    this.coming.set(NOTHING_YET);
    try {
      const conversation = this.begun() ?? (await firstValueFrom(this.api.begin()));
      this.begun.set(conversation);
      // Stopped while the conversation was made.
      if (this.coming()) this.listen(conversation.id, text);
    } catch (error) {
      this.fail(Problem.from(error));
    }
  }

  /** What has come stays. */
  stop(): void {
    this.stream?.unsubscribe();
    this.settle(STOPPED);
  }

  retry(): Promise<void> {
    const last = this.asked() ?? this.said().findLast(({ role }) => role === 'user')?.text;
    // The same question takes the place of the one whose answer did not come.
    this.asked.set(null);
    return last === undefined ? Promise.resolve() : this.ask(last);
  }

  async judge(id: string, value: Feedback | null): Promise<void> {
    const before = this.said();
    const judged = before.map((message) => (message.id === id ? { ...message, feedback: value } : message));
    this.said.set(judged);
    try {
      await firstValueFrom(this.api.judge(id, value));
    } catch {
      if (this.said() === judged) this.said.set(before);
    }
  }

  private listen(id: string, text: string): void {
    this.told = false;
    this.stream = this.api.ask(id, text).subscribe({
      next: (event) => this.take(event),
      error: (error: unknown) => this.fail(Problem.from(error)),
      complete: () => this.end(),
    });
  }

  private take(event: SentEvent): void {
    if (event.name === 'error') void this.failAs(event.data as AnswerEvents['error']);
    else this.coming.update((draft) => draft && withEvent(draft, event));
  }

  private async failAs(data: AnswerEvents['error']): Promise<void> {
    this.told = true;
    await fetchWords().catch(() => undefined);
    const { status, retryAfterSeconds } = data;
    // Nothing but the body tells it here; what reads problems looks for the header.
    const headers = retryAfterSeconds ? new HttpHeaders({ 'Retry-After': String(retryAfterSeconds) }) : undefined;
    this.fail(Problem.from(new HttpErrorResponse({ status, error: data, headers })));
  }

  /** The connection may end without a word of why. */
  private end(): void {
    if (this.told) return;
    if (this.coming()?.state === 'partial') void this.failAs({ code: 'ai-cut', status: 502, title: '' });
    else this.settle();
  }

  private fail(problem: Problem): void {
    this.askFault.set(problem);
    const draft = this.coming();
    if (draft && draft.blocks.length > 0) this.settle(problem.code);
    this.coming.set(null);
  }

  /** A question whose answer did not come stays above the next one. */
  private keepUnanswered(): void {
    if (this.asked() === null) return;
    this.coming.set(NOTHING_YET);
    this.settle(this.askFault()?.code ?? null);
  }

  /** Moves the question and its answer to what was said. */
  private settle(errorCode: string | null = null): void {
    const [text, draft] = [this.asked(), this.coming()];
    this.coming.set(null);
    if (text === null || draft === null) return;
    this.asked.set(null);
    const common = { createdAt: new Date().toISOString(), model: null, feedback: null, usage: null };
    const isEmpty = draft.state === 'partial' && draft.blocks.length === 0;
    const state = isEmpty ? 'failed' : draft.state;
    const nameless = (): string => `here-${++made}`;
    this.said.update((before) => [
      ...before,
      { ...common, id: nameless(), role: 'user', state: 'complete', text, blocks: [], tools: [], errorCode: null },
      { ...common, ...draft, id: draft.id ?? nameless(), role: 'assistant', text: '', state, errorCode },
    ]);
  }

  private leave(): void {
    this.stream?.unsubscribe();
    this.coming.set(null);
    this.asked.set(null);
    this.askFault.set(null);
  }
}
