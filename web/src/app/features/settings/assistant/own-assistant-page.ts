import { ChangeDetectionStrategy, Component, computed, inject, viewChild } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { AiApi } from '../../../api/ai.api';
import { AssistantApi } from '../../../api/assistant.api';
import { Problem } from '../../../api/problem';
import { Act } from '../../../core/acts/act';
import { PanelTalk } from '../../../core/assistant/panel-talk';
import { saveFile } from '../../../core/files/save-file';
import { lastValueOf } from '../../../core/paging/last-value';
import { ConfirmDialog } from '../../../ui/confirm-dialog';
import { Figures } from '../../../ui/figures';
import { Icon } from '../../../ui/icon';
import { ProblemPanel } from '../../../ui/problem-panel';
import { ProgressBar } from '../../../ui/progress-bar';
import { RelativeTime } from '../../../ui/relative-time';
import { Skeleton } from '../../../ui/skeleton';
import { ALWAYS_TOLD, FIELD_WORDS, NEVER_TOLD } from '../ai/field-words';
import { figuresOf, renewalWords, spentOf } from './own-use';

/** Everybody: one's own use of the assistant, the switch for oneself, and what is kept of one's conversations. */
@Component({
  selector: 'sp-own-assistant-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ConfirmDialog, Figures, Icon, ProblemPanel, ProgressBar, RelativeTime, RouterLink, Skeleton],
  templateUrl: './own-assistant-page.html',
  styleUrl: './own-assistant-page.scss',
})
export class OwnAssistantPage {
  private readonly ai = inject(AiApi);
  private readonly assistant = inject(AssistantApi);
  private readonly panelTalk = inject(PanelTalk);
  private readonly confirm = viewChild.required(ConfirmDialog);
  protected readonly statusAnswer = rxResource({ stream: () => this.assistant.status() });
  protected readonly useAnswer = rxResource({ stream: () => this.ai.ownUse() });
  protected readonly latestAnswer = rxResource({ stream: () => this.assistant.conversations() });
  /** What was read stays while it is read anew. */
  protected readonly status = lastValueOf(this.statusAnswer);
  private readonly use = lastValueOf(this.useAnswer);
  /** The conversation last spoken in; undefined where there is none. */
  private readonly conversations = lastValueOf(this.latestAnswer, ({ items }) => items);
  protected readonly latest = computed(() => this.conversations()?.at(0));
  protected readonly hasRead = computed(() => this.conversations() !== null);
  protected readonly statusProblem = computed(() => problemOf(this.statusAnswer.error()));
  protected readonly useProblem = computed(() => problemOf(this.useAnswer.error()));
  protected readonly latestProblem = computed(() => problemOf(this.latestAnswer.error()));
  protected readonly readBefore = $localize`What is shown below was read before.`;
  protected readonly allowed = computed(() =>
    (this.status()?.allowedFields ?? []).map((field) => ({ field, words: FIELD_WORDS[field] })),
  );
  protected readonly alwaysTold = ALWAYS_TOLD;
  protected readonly neverTold = NEVER_TOLD;
  protected readonly month = computed(() => {
    const use = this.use();
    return use && { figures: figuresOf(use), spent: spentOf(use), renewal: renewalWords(use) };
  });
  protected readonly switching = new Act();
  protected readonly keeping = new Act();

  /** The box goes back where the server refuses. */
  protected async enable(box: HTMLInputElement): Promise<void> {
    const enabled = box.checked;
    const done = await this.switching.run(async () => {
      await firstValueFrom(this.assistant.enable(enabled));
      return enabled ? $localize`Switched on for you.` : $localize`Switched off for you.`;
    });
    if (done) this.statusAnswer.reload();
    else box.checked = !enabled;
  }

  protected async export(): Promise<void> {
    await this.keeping.run(async () => {
      saveFile(await firstValueFrom(this.ai.exportConversations()));
      return $localize`The file is saved.`;
    });
  }

  protected async removeAll(): Promise<void> {
    const sure = await this.confirm().ask({
      heading: $localize`Delete all conversations?`,
      text: $localize`All that you asked and all answers are deleted and cannot be brought back. The tokens that they took stay counted, and nothing in your library changes.`,
      action: $localize`Delete all conversations`,
      danger: true,
    });
    if (!sure) return;
    await this.keeping.run(async () => {
      await firstValueFrom(this.assistant.removeAll());
      this.conversations.set([]);
      this.panelTalk.leave();
      return $localize`All conversations were deleted.`;
    });
  }
}

function problemOf(error: unknown): Problem | null {
  return error ? Problem.from(error) : null;
}
