import {
  ChangeDetectionStrategy,
  Component,
  ElementRef,
  computed,
  inject,
  input,
  linkedSignal,
  output,
  signal,
} from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { AiApi } from '../../../api/ai.api';
import { MODEL_FIELD } from '../../../api/generated/models/model-field-array';
import type { AiSettings, ModelField } from '../../../api/types';
import { Act } from '../../../core/acts/act';
import { draftOf } from '../../../core/forms/drafts';
import { refusalsOf } from '../../../core/forms/refusals';
import { ProblemPanel } from '../../../ui/problem-panel';
import { ALWAYS_TOLD, FIELD_WORDS, NEVER_TOLD } from './field-words';
import {
  type RulesField,
  type RulesForm as Form,
  changesOf,
  faultsOf,
  formOf,
  isChanged,
  mostWords,
  wanted,
  withField,
} from './rules';

/** Whether the model is asked at all, how much by each person, at what price, and what of the library it may read. */
@Component({
  selector: 'sp-rules-form',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ProblemPanel],
  templateUrl: './rules-form.html',
  styleUrl: './rules-form.scss',
})
export class RulesForm {
  readonly settings = input.required<AiSettings>();
  /** How many people may ask; null while that is not known. */
  readonly people = input.required<number | null>();
  /** As they are from now on. */
  readonly saved = output<AiSettings>();
  private readonly api = inject(AiApi);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly edits = draftOf<Form>('ai-rules', [
    'enabled',
    'monthlyTokensPerUser',
    'pricePerMillionInput',
    'pricePerMillionOutput',
    'allowedFields',
  ]);
  private readonly faults = signal<ReadonlyMap<string, string>>(new Map());
  protected readonly form = computed<Form>(() => ({ ...formOf(this.settings()), ...this.edits() }));
  protected readonly changed = computed(() => isChanged(this.form(), this.settings()));
  protected readonly numbers = [
    {
      field: 'monthlyTokensPerUser',
      keys: 'numeric',
      label: $localize`Tokens a month for each person`,
      help: $localize`Sent and written together; a month begins at midnight UTC. Empty: no limit.`,
    },
    {
      field: 'pricePerMillionInput',
      keys: 'decimal',
      label: $localize`Price of a million tokens sent`,
      help: $localize`In the currency of your provider. Empty: not known; 0: it costs nothing.`,
    },
    {
      field: 'pricePerMillionOutput',
      keys: 'decimal',
      label: $localize`Price of a million tokens written`,
      help: $localize`Counts for what is asked from then on; what was asked before keeps its cost.`,
    },
  ] as const;
  protected readonly fields = MODEL_FIELD.map((field) => ({ field, words: FIELD_WORDS[field] }));
  protected readonly alwaysTold = ALWAYS_TOLD;
  protected readonly neverTold = NEVER_TOLD;
  /** While a number is half typed, what the last whole ones came to stays. */
  protected readonly most = linkedSignal<string, string>({
    source: () => mostWords(this.form(), this.people()),
    computation: (words, before) => words || (before?.value ?? ''),
  });
  protected readonly saving = new Act();

  protected edit(change: Partial<Form>): void {
    const form = { ...this.form(), ...change };
    // What was put back as it was is no edit: the browser need not ask about it.
    this.edits.update((edits) => (isChanged(form, this.settings()) ? { ...edits, ...change } : {}));
    this.saving.forget();
    const fields = Object.keys(change);
    this.faults.update((faults) => new Map([...faults].filter(([field]) => !fields.includes(field))));
  }

  protected type(field: RulesForm['numbers'][number]['field'], value: string): void {
    this.edit({ [field]: value });
  }

  protected allow(field: ModelField, allowed: boolean): void {
    this.edit({ allowedFields: withField(this.form(), field, allowed) });
  }

  protected discard(): void {
    this.edits.set({});
    this.faults.set(new Map());
    this.saving.forget();
  }

  protected faultOf(field: RulesField): string {
    return this.faults().get(field) ?? '';
  }

  protected async save(): Promise<void> {
    const form = this.form();
    this.tell(faultsOf(form));
    if (this.faults().size > 0) return;
    await this.saving.run(async () => {
      const settings = await firstValueFrom(this.api.change(changesOf(form, this.settings())));
      this.edits.set({});
      this.saved.emit(settings);
      return $localize`Saved. It counts from now on.`;
    });
    const errors = this.saving.problem()?.errors ?? [];
    if (errors.length === 0) return;
    this.saving.forget();
    this.tell(refusalsOf(errors, { ...wanted() }));
  }

  /** At the fields; the first of them gets the focus. */
  private tell(faults: ReadonlyMap<string, string>): void {
    this.faults.set(faults);
    const [field] = faults.keys();
    const named = [...this.host.nativeElement.querySelectorAll<HTMLInputElement>('input')];
    named.find(({ name }) => name === field)?.focus();
  }
}
