import { Injectable } from '@nestjs/common';
import { auditChanges, auditSecret } from '../../infra/audit';
import { AppConfig } from '../../infra/config';
import { SecretBox } from '../../infra/crypto';
import { OutboundPolicy } from '../../infra/outbound';
import type { AiSettingsDto, AiSettingSource, TestAiSettingsDto, UpdateAiSettingsDto } from './ai-settings.dto';
import { AiSettingsRepository, type StoredAi, type StoredProvider, type StoredUse } from './ai-settings.repository';
import { addressDenied, notConfigured, providerOf, refuseFixed, withChange, type Provider } from './provider';

/** Which AI provider is asked: the environment's, or else the one that an administrator typed. */
@Injectable()
export class AiSettings {
  constructor(
    private readonly config: AppConfig,
    private readonly repository: AiSettingsRepository,
    private readonly box: SecretBox,
    private readonly policy: OutboundPolicy,
  ) {}

  /** The provider in use, null where there is none, and how it may be used. */
  async inUse(): Promise<{ provider: Provider | null; use: StoredUse }> {
    const stored = await this.repository.get();
    return { provider: this.toProvider(stored), use: stored };
  }

  async get(): Promise<AiSettingsDto> {
    return this.describe(await this.repository.get());
  }

  /** @throws DomainError `set-by-environment`, `address-denied` */
  async update(change: UpdateAiSettingsDto): Promise<AiSettingsDto> {
    refuseFixed(this.config.ai, change);
    if (change.baseUrl && (await this.policy.judge(change.baseUrl)) === 'denied') throw addressDenied();
    await this.repository.change((before) => {
      const after = withChange(before, change, (key) => this.box.seal(key));
      auditChanges(audited(before), audited(after));
      if (before.sealedApiKey !== after.sealedApiKey)
        auditSecret('apiKey', before.sealedApiKey !== null, after.sealedApiKey !== null);
      return after;
    });
    return this.get();
  }

  /**
   * The provider as it would be with these changes, for a try.
   * @throws DomainError `set-by-environment`, `ai-not-configured`
   */
  async draft(change: TestAiSettingsDto): Promise<Provider> {
    refuseFixed(this.config.ai, change);
    const stored = withChange(await this.repository.get(), change, (key) => this.box.seal(key));
    const provider = this.toProvider(stored);
    if (!provider) throw notConfigured();
    return provider;
  }

  private toProvider(stored: StoredProvider): Provider | null {
    return providerOf(this.config.ai, stored, (sealed) => this.box.tryOpen(sealed));
  }

  /** A key whose own key was lost is none: it has to be given again. */
  private readable({ sealedApiKey }: StoredProvider): string | null {
    return sealedApiKey && this.box.tryOpen(sealedApiKey);
  }

  private describe(stored: StoredAi): AiSettingsDto {
    const { ai } = this.config;
    const baseUrl = ai.baseUrl ?? stored.baseUrl;
    const model = ai.model ?? stored.model;
    const apiKeySource = ai.baseUrl ? from(ai.apiKey, null) : from(undefined, this.readable(stored));
    return {
      configured: Boolean(baseUrl && model),
      baseUrl: baseUrl ?? null,
      baseUrlSource: from(ai.baseUrl, stored.baseUrl),
      model: model ?? null,
      modelSource: from(ai.model, stored.model),
      apiKeySet: apiKeySource !== null,
      apiKeySource,
      enabled: stored.enabled,
      monthlyTokensPerUser: stored.monthlyTokensPerUser,
      pricePerMillionInput: stored.pricePerMillionInput,
      pricePerMillionOutput: stored.pricePerMillionOutput,
      allowedFields: stored.allowedFields,
    };
  }
}

/** Everything but the key. */
function audited({ sealedApiKey: _, ...rest }: StoredAi): Omit<StoredAi, 'sealedApiKey'> {
  return rest;
}

function from(environment: string | undefined, stored: string | null): AiSettingSource | null {
  if (environment !== undefined) return 'environment';
  return stored === null ? null : 'settings';
}
