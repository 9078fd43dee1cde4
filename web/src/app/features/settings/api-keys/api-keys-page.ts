import { ChangeDetectionStrategy, Component, computed, inject, input, signal, viewChild } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { ApiKeysApi } from '../../../api/api-keys.api';
import { Problem } from '../../../api/problem';
import type { ApiKey, CreatedApiKey } from '../../../api/types';
import { Act } from '../../../core/acts/act';
import { PagedList } from '../../../core/paging/paged-list';
import { ConfirmDialog } from '../../../ui/confirm-dialog';
import { CopyButton } from '../../../ui/copy-button';
import { EmptyState } from '../../../ui/empty-state';
import { Icon } from '../../../ui/icon';
import { ProblemPanel } from '../../../ui/problem-panel';
import { RelativeTime } from '../../../ui/relative-time';
import { Skeleton } from '../../../ui/skeleton';
import { StatusChip } from '../../../ui/status-chip';
import { ApiKeyForm } from './api-key-form';
import { keyStatus } from './api-key-words';

/** Keys by which other programs use SmartPlex. */
@Component({
  selector: 'sp-api-keys-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ApiKeyForm, ConfirmDialog, CopyButton, EmptyState, Icon, ProblemPanel, RelativeTime, Skeleton, StatusChip],
  templateUrl: './api-keys-page.html',
  styleUrl: './api-keys-page.scss',
})
export class ApiKeysPage {
  private readonly api = inject(ApiKeysApi);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly confirm = viewChild.required(ConfirmDialog);
  protected readonly list = new PagedList<ApiKey>((cursor) => this.api.keys(cursor));
  protected readonly rows = computed(() => this.list.items()?.map(describe) ?? null);
  /** From the address, so that an unfinished form is found again. */
  readonly new = input<string>();
  protected readonly creating = computed(() => this.new() === 'true');
  /** Held while the page is open, and nowhere else. */
  protected readonly created = signal<CreatedApiKey | null>(null);
  protected readonly act = new Act();
  protected readonly stillTrue = computed(() =>
    this.rows() === null ? '' : $localize`What is listed below was read before.`,
  );

  constructor() {
    this.list.reload();
  }

  protected begin(): void {
    this.created.set(null);
    this.act.forget();
    this.open(true);
  }

  protected open(open: boolean): void {
    const queryParams = { new: open ? true : null };
    void this.router.navigate([], { relativeTo: this.route, queryParams, replaceUrl: true });
  }

  protected show(key: CreatedApiKey): void {
    this.open(false);
    this.created.set(key);
    this.list.reload();
  }

  protected async delete({ id, name }: ApiKey): Promise<void> {
    const sure = await this.confirm().ask({
      heading: $localize`Delete the key ${name}:name:?`,
      text: $localize`Whatever uses this key is refused at once. It cannot be brought back; a new key would have to be made and set there.`,
      action: $localize`Delete key`,
      danger: true,
    });
    if (sure) await this.act.run(() => this.deleted(id, name));
  }

  /** One that somebody else has deleted in the meantime is deleted. */
  private async deleted(id: string, name: string): Promise<string> {
    try {
      await firstValueFrom(this.api.delete(id));
    } catch (error) {
      if (Problem.from(error).status !== 404) throw error;
    }
    this.list.update((keys) => keys.filter((key) => key.id !== id));
    if (this.created()?.id === id) this.created.set(null);
    return $localize`The key ${name}:name: is deleted.`;
  }
}

function describe(key: ApiKey) {
  return {
    key,
    status: keyStatus(key.state),
    scopes: key.scopes.join(', '),
    deletes: $localize`Delete the key ${key.name}:name:`,
  };
}
