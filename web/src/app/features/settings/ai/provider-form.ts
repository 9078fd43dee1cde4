import { ChangeDetectionStrategy, Component, ElementRef, computed, inject, input, output, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { AiApi } from '../../../api/ai.api';
import { wordsOfCode } from '../../../api/problem-words';
import type { AiSettings } from '../../../api/types';
import { Act } from '../../../core/acts/act';
import { draftOf } from '../../../core/forms/drafts';
import { refusalsOf } from '../../../core/forms/refusals';
import { ProblemPanel } from '../../../ui/problem-panel';
import { StatusChip } from '../../../ui/status-chip';
import {
  type AiField,
  type AiForm,
  type OutcomeWords,
  changesOf,
  forgetsKey,
  formOf,
  isChanged,
  outcomeWords,
  wanted,
} from './provider-words';

/** The model that the assistant asks: where it is, what it is called, with which key. */
@Component({
  selector: 'sp-provider-form',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ProblemPanel, StatusChip],
  templateUrl: './provider-form.html',
  styleUrl: './provider-form.scss',
})
export class ProviderForm {
  readonly settings = input.required<AiSettings>();
  /** As they are from now on. */
  readonly saved = output<AiSettings>();
  private readonly api = inject(AiApi);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly edits = draftOf<AiForm>('ai', ['baseUrl', 'model']);
  private readonly faults = signal<ReadonlyMap<string, string>>(new Map());
  protected readonly form = computed<AiForm>(() => ({ ...formOf(this.settings()), ...this.edits() }));
  protected readonly changed = computed(() => isChanged(this.form(), this.settings()));
  protected readonly forgets = computed(() => forgetsKey(this.form(), this.settings()));
  /** What the environment sets is shown and not to be changed. */
  protected readonly fixed = computed(() => {
    const settings = this.settings();
    return {
      baseUrl: settings.baseUrlSource === 'environment',
      model: settings.modelSource === 'environment',
      apiKey: settings.apiKeySource === 'environment',
    };
  });
  protected readonly allFixed = computed(() => Object.values(this.fixed()).every(Boolean));
  protected readonly testable = computed(() => {
    const form = this.form();
    return form.baseUrl.trim() !== '' && form.model.trim() !== '';
  });
  protected readonly saving = new Act();
  protected readonly testing = new Act();
  protected readonly outcome = signal<OutcomeWords | null>(null);

  protected edit(change: Partial<AiForm>): void {
    this.edits.update((edits) => ({ ...edits, ...change }));
    this.saving.forget();
    this.outcome.set(null);
    const fields = Object.keys(change);
    this.faults.update((faults) => new Map([...faults].filter(([field]) => !fields.includes(field))));
  }

  protected discard(): void {
    this.edits.set({});
    this.faults.set(new Map());
    this.saving.forget();
    this.testing.forget();
    this.outcome.set(null);
  }

  protected faultOf(field: AiField): string {
    return this.faults().get(field) ?? '';
  }

  protected async save(): Promise<void> {
    this.faults.set(new Map());
    await this.saving.run(async () => {
      this.saved.emit(await firstValueFrom(this.api.change(changesOf(this.form(), this.settings()))));
      this.edits.set({});
      return $localize`Saved. It counts from now on.`;
    });
    this.tell(this.saving);
  }

  /** With what is typed, saved or not. */
  protected async test(): Promise<void> {
    if (this.testing.busy()) return;
    this.outcome.set(null);
    this.faults.set(new Map());
    await this.testing.run(async () => {
      this.outcome.set(outcomeWords(await firstValueFrom(this.api.test(changesOf(this.form(), this.settings())))));
      return '';
    });
    this.tell(this.testing);
  }

  /** At the fields; the first of them gets the focus. */
  private tell(act: Act): void {
    const problem = act.problem();
    if (!problem || problem.errors.length === 0) return;
    act.forget();
    const denied = problem.code === 'address-denied' ? wordsOfCode(problem.code) : undefined;
    this.faults.set(refusalsOf(problem.errors, denied ? { baseUrl: denied } : wanted()));
    const [field] = this.faults().keys();
    if (field) this.host.nativeElement.querySelector<HTMLElement>(`[name="${CSS.escape(field)}"]`)?.focus();
  }
}
