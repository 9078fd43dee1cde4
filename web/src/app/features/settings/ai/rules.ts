import type { AiSettings, AiSettingsChanges, ModelField } from '../../../api/types';
import { MODEL_FIELD } from '../../../api/generated/models/model-field-array';
import { formatCost, typedNumber } from '../../../ui/format-cost';
import { formatCount } from '../../../ui/format';
import { plural } from '../../../ui/plural';

/** How the model may be used; numbers as typed. */
export interface RulesForm {
  enabled: boolean;
  monthlyTokensPerUser: string;
  pricePerMillionInput: string;
  pricePerMillionOutput: string;
  allowedFields: readonly ModelField[];
}

export type RulesField = keyof RulesForm;
type NumberField = 'monthlyTokensPerUser' | 'pricePerMillionInput' | 'pricePerMillionOutput';

const MOST_TOKENS = 1_000_000_000_000;
const MOST_PRICE = 1_000_000;
const PRICES = ['pricePerMillionInput', 'pricePerMillionOutput'] as const;

export function formOf(settings: AiSettings): RulesForm {
  return {
    enabled: settings.enabled,
    monthlyTokensPerUser: typed(settings.monthlyTokensPerUser),
    pricePerMillionInput: typed(settings.pricePerMillionInput),
    pricePerMillionOutput: typed(settings.pricePerMillionOutput),
    allowedFields: MODEL_FIELD.filter((field) => settings.allowedFields.includes(field)),
  };
}

function typed(value: number | null): string {
  return value === null ? '' : typedNumber(value);
}

/** Whole numbers may be written in groups, as 500 000, 500.000 or 500,000. Null: none; undefined: no such number. */
export function tokensOf(text: string): number | null | undefined {
  const given = text.trim();
  if (given === '') return null;
  const [first, ...groups] = given.split(/[.,'’\s]/);
  const isGrouped = groups.every((group) => group.length === 3) && (groups.length === 0 || first.length <= 3);
  const digits = [first, ...groups].join('');
  return isGrouped && first !== '' && /^\d+$/.test(digits) && Number(digits) <= MOST_TOKENS
    ? Number(digits)
    : undefined;
}

/** A comma or a point before the decimals. Null: none; undefined: no such number. */
export function priceOf(text: string): number | null | undefined {
  const given = text.trim().replace(',', '.');
  if (given === '') return null;
  return /^\d+$/.test(given.replace('.', '')) && Number(given) <= MOST_PRICE ? Number(given) : undefined;
}

function numberOf(field: NumberField, form: RulesForm): number | null | undefined {
  return field === 'monthlyTokensPerUser' ? tokensOf(form[field]) : priceOf(form[field]);
}

/** What each field wants. */
export function wanted(): Readonly<Record<NumberField, string>> {
  const price = $localize`Give a price of 0 or more, such as 0.15, or leave it empty.`;
  return {
    monthlyTokensPerUser: $localize`Give a whole number of tokens, such as 500000, or leave it empty.`,
    pricePerMillionInput: price,
    pricePerMillionOutput: price,
  };
}

/** What is wrong with each field, before anybody is asked. */
export function faultsOf(form: RulesForm): ReadonlyMap<string, string> {
  const fields = Object.entries(wanted()) as [NumberField, string][];
  return new Map(fields.filter(([field]) => numberOf(field, form) === undefined));
}

/** What differs from what is set. To be asked of a form without faults. */
export function changesOf(form: RulesForm, settings: AiSettings): AiSettingsChanges {
  const before = formOf(settings);
  const changes: AiSettingsChanges = {};
  if (form.enabled !== before.enabled) changes.enabled = form.enabled;
  for (const field of Object.keys(wanted()) as NumberField[]) {
    const value = numberOf(field, form);
    if (value !== settings[field]) changes[field] = value ?? null;
  }
  if (form.allowedFields.join() !== before.allowedFields.join()) changes.allowedFields = [...form.allowedFields];
  return changes;
}

export function isChanged(form: RulesForm, settings: AiSettings): boolean {
  return Object.keys(changesOf(form, settings)).length > 0;
}

/** In the order of the page, whatever was switched last. */
export function withField(form: RulesForm, field: ModelField, allowed: boolean): ModelField[] {
  return MODEL_FIELD.filter((each) => (each === field ? allowed : form.allowedFields.includes(each)));
}

/** What a month may cost by these rules, in words. `people`: how many may ask; null while that is not known. */
export function mostWords(form: RulesForm, people: number | null): string {
  const tokens = tokensOf(form.monthlyTokensPerUser);
  const prices = PRICES.map((field) => priceOf(form[field]));
  if (tokens === undefined || prices.includes(undefined)) return '';
  if (tokens === 0) return $localize`With a budget of 0 nobody may ask.`;
  const [input, output] = prices as (number | null)[];
  if (input === null || output === null)
    return $localize`Give both prices to see what a month has cost and may cost at most.`;
  if (tokens === null) return $localize`Without a budget there is no upper bound to what a month may cost.`;
  if (people === null) return '';
  const cost = formatCost((people * tokens * Math.max(input, output)) / 1_000_000);
  const count = formatCount(people);
  return plural(
    people,
    $localize`The one person who can sign in costs at most ${cost}:cost: a month, at the higher of both prices. The answer in which a budget runs out may add a little.`,
    $localize`All ${count}:count: people who can sign in cost at most ${cost}:cost: a month together, at the higher of both prices. The answer in which a budget runs out may add a little.`,
  );
}
