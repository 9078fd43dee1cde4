import type { AiSettings, AiSettingsChanges, AiTest } from '../../../api/types';
import { formatSpan } from '../../../ui/format';
import type { StatusTone } from '../../../ui/status-chip';

/** As typed. */
export interface AiForm {
  baseUrl: string;
  model: string;
  key: KeyChoice;
  /** What becomes the key, where one is typed. */
  apiKey: string;
}

/** What happens to the stored key; where there is none, one is typed. */
type KeyChoice = 'keep' | 'type' | 'remove';

export type AiField = keyof AiForm;

export function formOf({ baseUrl, model, apiKeySet }: AiSettings): AiForm {
  return { baseUrl: baseUrl ?? '', model: model ?? '', key: apiKeySet ? 'keep' : 'type', apiKey: '' };
}

/** What each field wants. */
export function wanted(): Readonly<Record<string, string>> {
  return {
    baseUrl: $localize`Give an address that begins with http:// or https:// and holds no user, query or fragment.`,
    model: $localize`Give the model’s name as the provider spells it: printable characters without spaces.`,
    apiKey: $localize`Give the key as it is: printable characters without spaces.`,
  };
}

/** What differs from what is set; what the environment sets is left alone. */
export function changesOf(form: AiForm, settings: AiSettings): AiSettingsChanges {
  const changes: AiSettingsChanges = {};
  const [baseUrl, model] = [form.baseUrl.trim() || null, form.model.trim() || null];
  if (settings.baseUrlSource !== 'environment' && baseUrl !== settings.baseUrl) changes.baseUrl = baseUrl;
  if (settings.modelSource !== 'environment' && model !== settings.model) changes.model = model;
  return { ...changes, ...keyChange(form, settings) };
}

function keyChange({ key, apiKey }: AiForm, settings: AiSettings): AiSettingsChanges {
  if (settings.apiKeySource === 'environment') return {};
  if (key === 'remove') return { apiKey: null };
  return key === 'type' && apiKey.trim() !== '' ? { apiKey: apiKey.trim() } : {};
}

export function isChanged(form: AiForm, settings: AiSettings): boolean {
  return Object.keys(changesOf(form, settings)).length > 0;
}

/** An address of its own gets a key of its own: the stored one never goes to another place. */
export function forgetsKey(form: AiForm, settings: AiSettings): boolean {
  const changes = changesOf(form, settings);
  return settings.apiKeySource === 'settings' && 'baseUrl' in changes && !('apiKey' in changes);
}

export interface OutcomeWords {
  tone: StatusTone;
  label: string;
  text: string;
}

const OUTCOMES: Record<AiTest['outcome'], (model: string) => Omit<OutcomeWords, 'tone'>> = {
  ok: (model) => ({
    label: $localize`It works`,
    text: $localize`${model}:model: answers and can call tools.`,
  }),
  unreachable: () => ({
    label: $localize`Not reachable`,
    text: $localize`Nothing answers at this address. See whether the program runs, and whether address and port are right.`,
  }),
  tls: () => ({
    label: $localize`No safe connection`,
    text: $localize`The certificate at this address is not trusted, does not fit, or has run out.`,
  }),
  timeout: () => ({
    label: $localize`No answer in time`,
    text: $localize`The address answers too slowly. A large model may still be loading; test again in a minute.`,
  }),
  unauthorized: () => ({
    label: $localize`Key refused`,
    text: $localize`The provider refuses the key, or wants one. Replace it with a key that is valid.`,
  }),
  'unknown-model': (model) => ({
    label: $localize`Unknown model`,
    text: $localize`The provider has no model named ${model}:model:. Look its name up there; with Ollama it has to be pulled first.`,
  }),
  'no-tools': (model) => ({
    label: $localize`No tools`,
    text: $localize`${model}:model: answers but cannot call tools: the assistant asks it for a plan instead, which is slower and goes wrong more often.`,
  }),
  filtered: (model) => ({
    label: $localize`Answer held back`,
    text: $localize`${model}:model: is there, but a filter of the provider held its answer back. See the filter’s settings there.`,
  }),
  malformed: () => ({
    label: $localize`Not an OpenAI-compatible API`,
    text: $localize`Something answers, but not as such an API does. The address usually ends in /v1. A firewall in between may also be what answers.`,
  }),
  'rate-limited': () => ({
    label: $localize`Too many requests`,
    text: $localize`Address and key are right, but the provider’s limit is reached for now. Try later, or see your plan there.`,
  }),
  'no-credit': () => ({
    label: $localize`No credit`,
    text: $localize`Address and key are right, but the account at the provider has no credit left.`,
  }),
  'server-error': () => ({
    label: $localize`Fault of the provider`,
    text: $localize`The provider answers with a fault of its own. Try again later, and see its log if it is yours.`,
  }),
};

const MENDABLE: readonly AiTest['outcome'][] = ['timeout', 'rate-limited', 'no-tools', 'filtered'];

export function outcomeWords({ outcome, model, latencyMs }: AiTest): OutcomeWords {
  const tone = outcome === 'ok' ? 'good' : MENDABLE.includes(outcome) ? 'warn' : 'bad';
  const { label, text } = OUTCOMES[outcome](model);
  if (latencyMs === null) return { tone, label, text };
  return { tone, label, text: $localize`${text}:sentence: The answer took ${formatSpan(latencyMs)}:span:.` };
}
