import {
  ChangeDetectionStrategy,
  Component,
  ElementRef,
  computed,
  inject,
  input,
  signal,
  viewChild,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { AssistantApi } from '../../api/assistant.api';
import { Problem } from '../../api/problem';
import type { QuestionAnswer, Understood } from '../../api/types';
import { ProblemPanel } from '../../ui/problem-panel';
import { RelativeTime } from '../../ui/relative-time';
import { Icon } from '../../ui/icon';
import { draftOf } from '../forms/drafts';
import { titleCount } from '../items/item-words';
import { PosterRow } from '../items/poster-row';
import { figureWords } from './answer-words';
import { chipWords } from './chip-words';
import { Composer } from './composer';
import { libraryAddress } from './library-address';
import { saidWords } from './said-words';
import { Suggestions } from './suggestions';

let ids = 0;

/** Questions where there is no model: the filters that were understood, and what fits them. */
@Component({
  selector: 'sp-question-box',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Composer, Icon, PosterRow, ProblemPanel, RelativeTime, RouterLink, Suggestions],
  templateUrl: './question-box.html',
  styleUrl: './question-box.scss',
})
export class QuestionBox {
  /** Whether the place for a question takes the focus when it comes. */
  readonly eager = input(false);
  protected readonly field = `sp-plain-question-${ids++}`;
  protected readonly typed = draftOf<{ text: string }>('assistant', ['text']);
  protected readonly text = signal(this.typed().text ?? '');
  protected readonly asked = signal<string | null>(null);
  protected readonly answer = signal<QuestionAnswer | null>(null);
  protected readonly busy = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly entries = computed(() => this.answer()?.items.map((item) => ({ item, note: '' })) ?? null);
  protected readonly total = computed(() => {
    const answer = this.answer();
    return answer && answer.kind !== 'stats' ? titleCount(answer.count) : '';
  });
  protected readonly chips = computed(() =>
    (this.answer()?.understood ?? []).map((chip) => ({ chip, words: chipWords(chip), remove: removeWords(chip) })),
  );
  protected readonly figures = computed(() =>
    (this.answer()?.figures ?? []).map((figure) => ({
      label: saidWords(figure.said, figure.label),
      value: figureWords(figure),
    })),
  );
  protected readonly caveat = computed(() => saidWords(this.answer()?.caveats ?? [], this.answer()?.caveat ?? ''));
  protected readonly address = computed(() => libraryAddress(this.answer()?.libraryQuery ?? null));
  /** What is spoken is not known of every title: then the answer itself says of how many. */
  protected readonly isNothing = computed(() => {
    const answer = this.answer();
    return answer?.kind === 'items' && !answer.understood.some(({ field }) => field === 'language');
  });
  private readonly api = inject(AssistantApi);
  private readonly composer = viewChild.required(Composer);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  /** What was asked already need not be kept. */
  protected type(text: string): void {
    this.text.set(text);
    this.typed.set(text && text !== this.asked() ? { text } : {});
  }

  protected choose(text: string): void {
    this.composer().takeFocus(this.host);
    this.type(text);
    void this.ask(text);
  }

  protected async ask(text: string): Promise<void> {
    this.busy.set(true);
    this.problem.set(null);
    try {
      this.answer.set(await firstValueFrom(this.api.question(text)));
      this.asked.set(text);
      if (this.text() === text) this.typed.set({});
    } catch (error) {
      this.problem.set(Problem.from(error));
    } finally {
      this.busy.set(false);
    }
  }

  protected async more(): Promise<void> {
    const [asked, answer] = [this.asked(), this.answer()];
    if (asked === null || !answer?.nextCursor || this.busy()) return;
    this.busy.set(true);
    try {
      const next = await firstValueFrom(this.api.question(asked, answer.nextCursor));
      this.answer.set({ ...answer, items: [...answer.items, ...next.items], nextCursor: next.nextCursor });
    } catch (error) {
      this.problem.set(Problem.from(error));
    } finally {
      this.busy.set(false);
    }
  }

  /** The question without the words of one filter. */
  protected without({ text }: Understood): void {
    const rest = (this.asked() ?? '').replace(text, ' ').replace(/\s+/g, ' ').trim();
    if (rest) return this.choose(rest);
    this.composer().takeFocus(this.host);
    this.type(rest);
    this.answer.set(null);
  }
}

function removeWords(chip: Understood): string {
  return $localize`Ask without ${chipWords(chip)}:filter:`;
}
