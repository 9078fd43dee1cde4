import { ChangeDetectionStrategy, Component, computed, inject, input, signal, viewChild } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { PlexApi } from '../../../api/plex.api';
import { Problem } from '../../../api/problem';
import type { Server } from '../../../api/types';
import { Act } from '../../../core/acts/act';
import { lastValueOf } from '../../../core/paging/last-value';
import { ServerPicker } from '../../../core/servers/server-picker';
import { ConfirmDialog, type Confirmation } from '../../../ui/confirm-dialog';
import { EmptyState } from '../../../ui/empty-state';
import { Icon } from '../../../ui/icon';
import { ProblemPanel } from '../../../ui/problem-panel';
import { Skeleton } from '../../../ui/skeleton';
import { RegisteredServer } from './registered-server';
import { askToRemove } from './server-words';

/** The servers that SmartPlex reads: add, test, link anew, remove. */
@Component({
  selector: 'sp-servers-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ConfirmDialog, EmptyState, Icon, ProblemPanel, RegisteredServer, ServerPicker, Skeleton],
  templateUrl: './servers-page.html',
  styleUrl: './servers-page.scss',
})
export class ServersPage {
  private readonly api = inject(PlexApi);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly confirm = viewChild.required(ConfirmDialog);
  protected readonly answer = rxResource({ stream: () => this.api.servers() });
  /** What was read stays while it is read anew. */
  protected readonly servers = lastValueOf(this.answer, ({ items }) => items);
  protected readonly loadProblem = computed(() => (this.answer.error() ? Problem.from(this.answer.error()) : null));
  protected readonly known = computed(() => (this.servers() ?? []).map(({ machineIdentifier }) => machineIdentifier));
  protected readonly readBefore = $localize`What is listed below was read before.`;
  /** From the address, so that an unfinished form is found again. */
  readonly add = input<string>();
  protected readonly adding = computed(() => this.add() === 'true');
  protected readonly act = new Act();
  /** Whose removal is being looked into or done. */
  protected readonly removing = signal<{ id: string; step: 'look' | 'remove' } | null>(null);

  protected openAdding(open: boolean): void {
    const queryParams = { add: open ? true : null };
    void this.router.navigate([], { relativeTo: this.route, queryParams, replaceUrl: true });
  }

  protected added({ name }: Server): void {
    this.openAdding(false);
    void this.act.run(() => Promise.resolve($localize`${name}:name: is added. Start its first sync on the page Sync.`));
    this.answer.reload();
  }

  /** What it would take away is known before the question is asked. */
  protected async remove(server: Server): Promise<void> {
    const { id } = server;
    this.removing.set({ id, step: 'look' });
    let question: Confirmation | null = null;
    await this.act.run(async () => {
      question = askToRemove(server, await firstValueFrom(this.api.removal(id)));
      return '';
    });
    this.removing.set(null);
    if (!question || !(await this.confirm().ask(question))) return;
    this.removing.set({ id, step: 'remove' });
    await this.act.run(() => this.removed(server));
    this.removing.set(null);
  }

  private async removed({ id, name }: Server): Promise<string> {
    await firstValueFrom(this.api.remove(id));
    this.servers.update((servers) => servers?.filter((each) => each.id !== id) ?? null);
    return $localize`${name}:name: is removed. Nothing changed in Plex.`;
  }
}
