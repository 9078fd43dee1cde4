import { DomainError, type FieldError } from '../../common';
import type { AppConfig } from '../../infra/config';
import type { SealedSecret } from '../../infra/crypto';
import type { UpdateAiSettingsDto } from './ai-settings.dto';
import type { StoredAi, StoredProvider } from './ai-settings.repository';

type Fixed = AppConfig['ai'];

/** Everything that is needed to ask a provider. */
export interface Provider {
  /** Without a slash at the end. */
  baseUrl: string;
  model: string;
  /** Null for one that wants none, such as Ollama. */
  apiKey: string | null;
}

/** The environment decides over what is stored. Its key goes to its own address only, and a stored one never there. */
export function providerOf(
  fixed: Fixed,
  stored: StoredProvider,
  open: (sealed: SealedSecret) => string | null,
): Provider | null {
  const baseUrl = fixed.baseUrl ?? stored.baseUrl;
  const model = fixed.model ?? stored.model;
  if (!baseUrl || !model) return null;
  if (fixed.baseUrl) return { baseUrl, model, apiKey: fixed.apiKey ?? null };
  return { baseUrl, model, apiKey: stored.sealedApiKey && open(stored.sealedApiKey) };
}

/** What is absent stays. A new address forgets the key of the old one: nobody must get a key by moving the address. */
export function withChange(
  stored: StoredAi,
  change: UpdateAiSettingsDto,
  seal: (key: string) => SealedSecret,
): StoredAi {
  const baseUrl = change.baseUrl === undefined ? stored.baseUrl : change.baseUrl && trimmed(change.baseUrl);
  const model = change.model === undefined ? stored.model : change.model;
  const keptKey = sameOrigin(baseUrl, stored.baseUrl) ? stored.sealedApiKey : null;
  const sealedApiKey = change.apiKey === undefined ? keptKey : change.apiKey && seal(change.apiKey);
  return { ...withUse(stored, change), baseUrl, model: model || null, sealedApiKey: sealedApiKey || null };
}

function withUse(stored: StoredAi, change: UpdateAiSettingsDto): StoredAi {
  const { enabled, monthlyTokensPerUser, pricePerMillionInput, pricePerMillionOutput, allowedFields } = change;
  const given = { enabled, monthlyTokensPerUser, pricePerMillionInput, pricePerMillionOutput, allowedFields };
  return { ...stored, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) };
}

/** @throws DomainError `set-by-environment`, naming the fields that the environment decides */
export function refuseFixed(fixed: Fixed, change: UpdateAiSettingsDto): void {
  const decided = {
    baseUrl: fixed.baseUrl !== undefined,
    apiKey: fixed.baseUrl !== undefined,
    model: fixed.model !== undefined,
  };
  const errors: FieldError[] = (Object.keys(decided) as (keyof typeof decided)[])
    .filter((field) => decided[field] && change[field] !== undefined)
    .map((field) => ({ field, message: 'is set by the environment' }));
  if (errors.length === 0) return;
  throw new DomainError('conflict', 'set-by-environment', 'The environment sets this: change it there.', { errors });
}

export function notConfigured(): DomainError {
  return new DomainError('invalid', 'ai-not-configured', 'Give an address and a model first.');
}

/** OUTBOUND_DENY, or what nobody may call. */
export function addressDenied(cause?: Error): DomainError {
  const errors = [{ field: 'baseUrl', message: 'may not be called from here' }];
  return new DomainError('invalid', 'address-denied', 'This address may not be called from here.', { errors, cause });
}

/** What is asked of a provider needs one. */
export function noProvider(): DomainError {
  return new DomainError('unavailable', 'ai-not-configured', 'No AI provider is set up.');
}

function trimmed(url: string): string {
  return url.replace(/\/+$/, '');
}

function sameOrigin(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && new URL(one).origin === new URL(other).origin;
}
