import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal, signal, viewChild } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { AssistantApi } from '../../api/assistant.api';
import type { QuestionAnswer, Understood } from '../../api/assistant.types';
import { Problem } from '../../api/problem';
import { ProblemPanel } from '../../ui/problem-panel';
import { RelativeTime } from '../../ui/relative-time';
import { Icon } from '../../ui/icon';
import { draftOf } from '../forms/drafts';
import { titleCount } from '../items/item-words';
import { PosterRow } from '../items/poster-row';
import { Composer } from './composer';
import { Suggestions } from './suggestions';

let ids = 0;

/** Questions where there is no model: the filters that were understood, and what fits them. */
@Component({
  selector: 'sp-question-box',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Composer, Icon, PosterRow, ProblemPanel, RelativeTime, Suggestions],
  templateUrl: './question-box.html',
  styleUrl: './question-box.scss',
})
export class QuestionBox {
  protected readonly field = `sp-plain-question-${ids++}`;
  protected readonly typed = draftOf<{ text: string }>('assistant', ['text']);
  protected readonly text = computed(() => this.typed().text ?? '');
  protected readonly asked = signal<string | null>(null);
  protected readonly answer = signal<QuestionAnswer | null>(null);
  protected readonly busy = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly items = linkedSignal(() => this.answer()?.items ?? null);
  protected readonly entries = computed(() => this.items()?.map((item) => ({ item, note: '' })) ?? null);
  protected readonly total = computed(() => {
    const count = this.answer()?.count ?? null;
    return count === null ? '' : titleCount(count);
  });
  private readonly api = inject(AssistantApi);
  private readonly composer = viewChild.required(Composer);

  focus(): void {
    this.composer().focus();
  }

  protected type(text: string): void {
    this.typed.set(text ? { text } : {});
  }

  protected async ask(text: string): Promise<void> {
    this.busy.set(true);
    this.problem.set(null);
    try {
      this.answer.set(await firstValueFrom(this.api.question(text)));
      this.asked.set(text);
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
      const items = [...(this.items() ?? []), ...next.items];
      this.answer.set({ ...answer, items, nextCursor: next.nextCursor });
    } catch (error) {
      this.problem.set(Problem.from(error));
    } finally {
      this.busy.set(false);
    }
  }

  /** The question without the words of one filter. */
  protected without({ text }: Understood): void {
    const rest = (this.asked() ?? '').replace(text, ' ').replace(/\s+/g, ' ').trim();
    this.type(rest);
    if (rest) void this.ask(rest);
    else this.answer.set(null);
  }

  protected removeWords({ label }: Understood): string {
    return $localize`Ask without ${label}:filter:`;
  }
}
