import {
  ChangeDetectionStrategy,
  Component,
  ElementRef,
  computed,
  effect,
  inject,
  input,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { afterPaint } from '../../ui/after-paint';
import { ProblemPanel } from '../../ui/problem-panel';
import { Skeleton } from '../../ui/skeleton';
import { draftOf } from '../forms/drafts';
import { Answer } from './answer';
import { Composer } from './composer';
import { Suggestions } from './suggestions';
import { Talk } from './talk';

let ids = 0;

/** A conversation with the assistant: what was said, the answer while it comes, and the place for the next question. */
@Component({
  selector: 'sp-conversation',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Answer, Composer, ProblemPanel, Skeleton, Suggestions],
  templateUrl: './conversation.html',
  styleUrl: './conversation.scss',
})
export class ConversationView {
  /** Of an earlier conversation; null for a new one. */
  readonly id = input<string | null>(null);
  /** Whether the place for a question takes the focus when it comes. */
  readonly eager = input(false);
  /** Id of the conversation that the first question began. */
  readonly begun = output<string>();
  /** A question was answered, as far as it went. */
  readonly answered = output<void>();
  protected readonly talk = new Talk();
  protected readonly field = `sp-question-${ids++}`;
  protected readonly typed = draftOf<{ text: string }>('assistant', ['text']);
  protected readonly text = computed(() => this.typed().text ?? '');
  protected readonly empty = computed(() => this.talk.messages().length === 0 && this.talk.question() === null);
  /** Told when it ends: nobody wants to hear it grow word by word. */
  protected readonly heard = signal('');
  private readonly end = viewChild.required<ElementRef<HTMLElement>>('end');
  private readonly composer = viewChild.required(Composer);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  constructor() {
    effect(() => {
      const id = this.id();
      untracked(() => {
        if (id === null || id !== this.talk.conversation()?.id) void this.talk.open(id);
      });
    });
    effect(() => {
      const conversation = this.talk.conversation();
      if (conversation && untracked(this.id) !== conversation.id) this.begun.emit(conversation.id);
    });
    // What is said last is in view.
    effect(() => {
      this.talk.draft();
      this.talk.messages();
      afterPaint(() => this.end().nativeElement.scrollIntoView({ block: 'nearest' }));
    });
    let answering = false;
    effect(() => {
      const isAnswering = this.talk.draft() !== null;
      if (answering !== isAnswering) this.heard.set(isAnswering ? '' : untracked(() => lastWords(this.talk)));
      if (answering && !isAnswering) this.answered.emit();
      answering = isAnswering;
    });
  }

  protected type(text: string): void {
    this.typed.set(text ? { text } : {});
  }

  protected ask(text: string): void {
    this.composer().takeFocus(this.host);
    this.typed.set({});
    void this.talk.ask(text);
  }

  protected again(): void {
    this.handOver();
    void this.talk.retry();
  }

  /** The focus of what goes away when it is tried again; that may happen by itself, and then others keep theirs. */
  protected handOver(): void {
    const place = document.activeElement?.closest<HTMLElement>('sp-problem, .notice');
    if (place && this.host.contains(place)) this.composer().takeFocus(place);
  }
}

function lastWords(talk: Talk): string {
  const last = talk.messages().at(-1);
  if (last?.role !== 'assistant') return '';
  return last.blocks.map((block) => (block.kind === 'text' ? block.text : '')).join(' ');
}
