import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  untracked,
  viewChild,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { AssistantApi } from '../../api/assistant.api';
import type { Conversation } from '../../api/assistant.types';
import { Assistant } from '../../core/assistant/assistant';
import { PanelTalk } from '../../core/assistant/panel-talk';
import { PagedList } from '../../core/lists/paged-list';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { Icon } from '../../ui/icon';
import { ProblemPanel } from '../../ui/problem-panel';
import { RelativeTime } from '../../ui/relative-time';
import { Act } from '../../core/acts/act';

/** The assistant with all that was asked before. The address says which conversation is open. */
@Component({
  selector: 'sp-assistant-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Assistant, ConfirmDialog, Icon, ProblemPanel, RelativeTime, RouterLink],
  host: { class: 'sp-page' },
  templateUrl: './assistant-page.html',
  styleUrl: './assistant-page.scss',
})
export class AssistantPage {
  /** Of the conversation that is open; from the address. */
  readonly c = input<string>();
  protected readonly id = computed(() => this.c() ?? null);
  protected readonly act = new Act();
  protected readonly nameless = $localize`New conversation`;
  protected readonly earlier = new PagedList<Conversation>((cursor) => this.api.conversations(cursor));
  private readonly api = inject(AssistantApi);
  private readonly panelTalk = inject(PanelTalk);
  private readonly router = inject(Router);
  private readonly assistant = viewChild.required(Assistant);
  protected readonly talks = computed(() => this.assistant().talks());
  private readonly confirm = viewChild.required(ConfirmDialog);

  constructor() {
    effect(() => {
      if (this.talks()) untracked(() => this.earlier.restart());
    });
  }

  protected open(id: string | null): void {
    void this.router.navigate([], { queryParams: id === null ? {} : { c: id } });
  }

  protected begun(id: string): void {
    void this.router.navigate([], { queryParams: { c: id }, replaceUrl: true });
  }

  protected async remove({ id, title }: Conversation): Promise<void> {
    const sure = await this.confirm().ask({
      heading: $localize`Delete this conversation?`,
      text: $localize`“${title}:title:” and its answers are deleted. Nothing in your library changes.`,
      action: $localize`Delete conversation`,
      danger: true,
    });
    if (!sure) return;
    const done = await this.act.run(async () => {
      await firstValueFrom(this.api.remove(id));
      return $localize`The conversation was deleted.`;
    });
    if (!done) return;
    this.earlier.restart();
    if (this.panelTalk.id() === id) this.panelTalk.leave();
    if (this.id() === id) this.open(null);
  }

  protected removeWords({ title }: Conversation): string {
    return $localize`Delete ${title || this.nameless}:title:`;
  }
}
