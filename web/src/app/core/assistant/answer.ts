import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import type { Block, Feedback, MessageState, ToolStep } from '../../api/assistant.types';
import type { ItemCard } from '../../api/types';
import { formatCount } from '../../ui/format';
import { Icon } from '../../ui/icon';
import { RelativeTime } from '../../ui/relative-time';
import { type PosterEntry, PosterRow } from '../items/poster-row';
import { endWords } from './end-words';
import { figureWords, filterWords, noticeWords, toolWords } from './answer-words';
import { saidWords } from './said-words';

type Part =
  | { kind: 'text'; text: string }
  | { kind: 'cards'; entries: PosterEntry[]; outside: string[]; gone: number }
  | { kind: 'figure'; label: string; value: string }
  | { kind: 'notice'; text: string };

/** An answer: words, cards and figures as the server checked them, and how each is known. */
@Component({
  selector: 'sp-answer',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, PosterRow, RelativeTime],
  templateUrl: './answer.html',
  styleUrl: './answer.scss',
})
export class Answer {
  readonly blocks = input.required<readonly Block[]>();
  readonly tools = input.required<readonly ToolStep[]>();
  readonly state = input<MessageState>('complete');
  /** Whether more is to come. */
  readonly running = input(false);
  /** Why it is not complete, where that is known. */
  readonly errorCode = input<string | null>(null);
  /** Whether its question may be asked once more, should it not be complete. */
  readonly repeatable = input(false);
  readonly feedback = input<Feedback | null>(null);
  /** False where there is nothing yet that could be judged. */
  readonly judgeable = input(false);
  readonly judged = output<Feedback | null>();
  readonly again = output<void>();
  protected readonly ended = computed(() => (this.running() ? '' : endWords(this.state(), this.errorCode())));
  protected readonly parts = computed(() => this.blocks().map(partOf));
  protected readonly steps = computed(() =>
    this.tools().map((step) => ({
      ...step,
      words: toolWords(step),
      chips: filterWords(step),
      found: saidWords(step.said, step.summary),
    })),
  );

  protected judge(value: Feedback): void {
    this.judged.emit(this.feedback() === value ? null : value);
  }

  protected count(value: number): string {
    return formatCount(value);
  }
}

function partOf(block: Block): Part {
  if (block.kind === 'figure')
    return { kind: 'figure', label: saidWords(block.said, block.label), value: figureWords(block) };
  if (block.kind === 'notice') return { kind: 'notice', text: noticeWords(block) };
  if (block.kind === 'text') return block;
  const cards = block.items.filter((each): each is typeof each & { item: ItemCard } => each.item !== null);
  return {
    kind: 'cards',
    entries: cards.map(({ item, reason, said }) => ({ item, note: saidWords(said, reason ?? '') })),
    outside: block.items.flatMap(({ inLibrary, title }) => (!inLibrary && title ? [title] : [])),
    gone: block.items.filter(({ item, inLibrary }) => item === null && inLibrary).length,
  };
}
