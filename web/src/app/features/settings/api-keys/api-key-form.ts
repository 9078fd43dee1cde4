import { ChangeDetectionStrategy, Component, ElementRef, computed, inject, output, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { ApiKeysApi } from '../../../api/api-keys.api';
import { Problem } from '../../../api/problem';
import type { CreatedApiKey, Scope } from '../../../api/types';
import { draftOf } from '../../../core/forms/drafts';
import { refusalsOf } from '../../../core/forms/refusals';
import { ProblemPanel } from '../../../ui/problem-panel';
import { type Expiry, type KeyForm, expiresAt, expiryNames, faultsOf, scopeNames, wanted } from './api-key-words';

const EMPTY: KeyForm = { name: '', scopes: [], expiry: '90', day: '' };

/** A new API key: what for, what it may do, until when. */
@Component({
  selector: 'sp-api-key-form',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ProblemPanel],
  templateUrl: './api-key-form.html',
  styleUrl: './api-key-form.scss',
})
export class ApiKeyForm {
  readonly created = output<CreatedApiKey>();
  readonly closed = output<void>();
  private readonly api = inject(ApiKeysApi);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly scopes = scopeNames();
  protected readonly expiries = expiryNames();
  private readonly edits = draftOf<KeyForm>('api-key', ['name', 'scopes', 'expiry', 'day']);
  protected readonly form = computed<KeyForm>(() => ({ ...EMPTY, ...this.edits() }));
  private readonly faults = signal<ReadonlyMap<string, string>>(new Map());
  protected readonly problem = signal<Problem | null>(null);
  protected readonly saving = signal(false);
  /** It includes the others. */
  protected readonly whole = computed(() => this.form().scopes.includes('admin'));

  protected edit(change: Partial<KeyForm>, field: string): void {
    this.edits.update((edits) => ({ ...edits, ...change }));
    this.faults.update((faults) => new Map([...faults].filter(([each]) => each !== field)));
  }

  protected toggle(scope: Scope, chosen: boolean): void {
    const others = this.form().scopes.filter((each) => each !== scope);
    this.edit({ scopes: chosen ? [...others, scope] : others }, 'scopes');
  }

  protected setExpiry(value: string): void {
    this.edit({ expiry: value as Expiry }, 'expiresAt');
  }

  protected close(): void {
    this.edits.set({});
    this.closed.emit();
  }

  protected faultOf(field: string): string {
    return this.faults().get(field) ?? '';
  }

  protected async save(): Promise<void> {
    if (this.saving()) return;
    const form = this.form();
    this.problem.set(null);
    this.tell(faultsOf(form, Date.now()));
    if (this.faults().size > 0) return;
    this.saving.set(true);
    try {
      const key = await firstValueFrom(
        this.api.create({
          name: form.name.trim(),
          scopes: this.whole() ? ['admin'] : [...form.scopes],
          expiresAt: expiresAt(form.expiry, form.day, Date.now()),
        }),
      );
      this.edits.set({});
      this.created.emit(key);
    } catch (error) {
      this.refused(Problem.from(error));
    } finally {
      this.saving.set(false);
    }
  }

  private refused(problem: Problem): void {
    this.tell(refusalsOf(problem.errors, wanted()));
    if (problem.errors.length === 0) this.problem.set(problem);
  }

  /** At the fields; the first of them gets the focus. */
  private tell(faults: ReadonlyMap<string, string>): void {
    this.faults.set(faults);
    const [field] = faults.keys();
    if (field) this.host.nativeElement.querySelector<HTMLElement>(`[name="${CSS.escape(field)}"]`)?.focus();
  }
}
