import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { AuditApi } from '../../../api/audit.api';
import { AUDIT_ACTION } from '../../../api/generated/models/audit-action-array';
import type { AuditAction, AuditEntry } from '../../../api/types';
import { Act } from '../../../core/acts/act';
import { saveFile } from '../../../core/files/save-file';
import { PagedList } from '../../../core/paging/paged-list';
import { EmptyState } from '../../../ui/empty-state';
import { Icon } from '../../../ui/icon';
import { ProblemPanel } from '../../../ui/problem-panel';
import { SearchField } from '../../../ui/search-field';
import { Skeleton } from '../../../ui/skeleton';
import { AuditRow } from './audit-row';
import { type AuditState, isFiltered, readAudit, toAuditFilters, writeAudit } from './audit-state';
import { actionWords } from './audit-words';

const PAGE = 50;

/** Who did what, when and from where; newest first. */
@Component({
  selector: 'sp-audit-page',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [AuditRow, EmptyState, Icon, ProblemPanel, SearchField, Skeleton],
  templateUrl: './audit-page.html',
  styleUrl: './audit-page.scss',
})
export class AuditPage {
  private readonly api = inject(AuditApi);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  /** All from the address. */
  readonly q = input<string>();
  readonly action = input<string>();
  readonly actor = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();
  protected readonly state = computed(
    () => readAudit({ q: this.q(), action: this.action(), actor: this.actor(), from: this.from(), to: this.to() }),
    { equal: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  protected readonly filtered = computed(() => isFiltered(this.state()));
  protected readonly actions = AUDIT_ACTION.map((value) => ({ value, label: actionWords(value) })).sort((a, b) =>
    a.label.localeCompare(b.label),
  );
  protected readonly list = new PagedList<AuditEntry>((cursor) =>
    this.api.entries({ ...toAuditFilters(this.state()), limit: PAGE, cursor }),
  );
  /** Names of those who acted, as far as they were seen; the address holds an id only. */
  private readonly names = signal<ReadonlyMap<string, string>>(new Map());
  protected readonly actorName = computed(() => {
    const actor = this.state().actor;
    return actor === null ? '' : (this.names().get(actor) ?? $localize`one user or key`);
  });
  protected readonly exporting = new Act();
  protected readonly stillTrue = computed(() =>
    this.list.items() === null ? '' : $localize`What is listed below was read before.`,
  );
  protected readonly skeletons = [0, 1, 2, 3, 4, 5];

  constructor() {
    effect(() => {
      this.state();
      untracked(() => this.list.reload());
    });
    effect(() => {
      const seen = (this.list.items() ?? []).flatMap(({ actor }) => (actor ? [[actor.id, actor.name] as const] : []));
      untracked(() => this.names.update((names) => new Map([...names, ...seen])));
    });
  }

  protected setAction(value: string): void {
    this.show({ action: (value || null) as AuditAction | null });
  }

  protected clear(): void {
    this.show({ q: '', action: null, actor: null, from: null, to: null });
  }

  protected async export(): Promise<void> {
    await this.exporting.run(async () => {
      saveFile(await firstValueFrom(this.api.export(toAuditFilters(this.state()))));
      return $localize`The file is downloaded.`;
    });
  }

  /** While somebody types, one entry of the browser's history is enough. */
  protected show(change: Partial<AuditState>, replaceUrl = false): void {
    const queryParams = writeAudit({ ...this.state(), ...change });
    void this.router.navigate([], { relativeTo: this.route, queryParams, replaceUrl });
  }
}
