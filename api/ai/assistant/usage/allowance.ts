import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common';
import { AiSettings } from '../../provider/ai-settings';
import type { AiStatusDto } from '../../provider/ai-settings.dto';
import type { StoredUse } from '../../provider/ai-settings.repository';
import type { ChatUsage } from '../../provider/chat';
import { noProvider, type Provider } from '../../provider/provider';
import type { AllowedFields, FieldPolicy } from '../../tools/allowed-fields';
import { AiPreferences } from './preference.repository';
import type { AiUsageDto, AiUserUsageListDto } from './usage.dto';
import { UsageRepository, type Reservation, type UsageSum } from './usage.repository';

const RETRY_HELD_SECONDS = 30;

/** A provider that the caller may ask now. */
export interface Allowance {
  provider: Provider;
  /** Tokens left of this month's budget; null: no limit. */
  tokensLeft: number | null;
  /** Writes a call into the ledger. */
  book(usage: ChatUsage): Promise<void>;
  /** Gives free what was held of the budget and not used. */
  close(): Promise<void>;
}

/** What is asked for, and the most that it may use. */
export interface Purpose {
  /** Which part of the product asks. */
  name: string;
  mostTokens: number;
}

/** Who may ask the provider, how much, and what it came to. */
@Injectable()
export class Allowances implements FieldPolicy {
  constructor(
    private readonly settings: AiSettings,
    private readonly preferences: AiPreferences,
    private readonly usage: UsageRepository,
  ) {}

  /**
   * Holds its tokens until it is closed, so that many at once cannot spend the same ones.
   * @throws DomainError `ai-not-configured`, `ai-disabled`, `ai-budget-spent`
   */
  async open(userId: string, purpose: Purpose): Promise<Allowance> {
    const { provider, use } = await this.settings.inUse();
    if (!provider) throw noProvider();
    if (!use.enabled) throw disabled('An administrator has switched the assistant off.');
    if (!(await this.preferences.isEnabled(userId))) throw disabled('The assistant is off in your preferences.');
    const held = await this.reserve(userId, purpose, use);
    return {
      provider,
      tokensLeft: held?.tokensLeft ?? null,
      book: (spent) =>
        this.usage.add(
          { userId, purpose: purpose.name, model: provider.model, ...spent, cost: costOf(use, spent) },
          held?.id ?? null,
        ),
      close: async () => {
        if (held) await this.usage.release(held.id);
      },
    };
  }

  async allowed(): Promise<AllowedFields> {
    return new Set((await this.settings.inUse()).use.allowedFields);
  }

  async status(userId: string): Promise<AiStatusDto> {
    const { provider, use } = await this.settings.inUse();
    const enabledForMe = await this.preferences.isEnabled(userId);
    return {
      configured: provider !== null,
      model: provider?.model ?? null,
      enabled: use.enabled && enabledForMe,
      enabledForMe,
      allowedFields: use.allowedFields,
    };
  }

  async ofCaller(userId: string): Promise<AiUsageDto> {
    const now = new Date();
    const { use } = await this.settings.inUse();
    const sum = await this.usage.ofUser(userId, now);
    const limit = use.monthlyTokensPerUser;
    const left = limit === null ? null : Math.max(0, limit - tokensOf(sum));
    return { month: monthOf(now), ...sum, tokens: tokensOf(sum), limit, left };
  }

  /** @param month such as `2026-03`; this one where none is given */
  async ofEverybody(month = monthOf(new Date())): Promise<AiUserUsageListDto> {
    const [sums, { firstUsedAt, people }] = await Promise.all([
      this.usage.byUser(new Date(`${month}-01T00:00:00Z`)),
      this.usage.bounds(),
    ]);
    const items = sums.map((sum) => ({ ...sum, tokens: tokensOf(sum) }));
    return { month, firstMonth: firstUsedAt && monthOf(firstUsedAt), people, items, nextCursor: null };
  }

  /** Null where there is no limit. */
  private async reserve(
    userId: string,
    { mostTokens }: Purpose,
    { monthlyTokensPerUser: limit }: StoredUse,
  ): Promise<Reservation | null> {
    if (limit === null) return null;
    const now = new Date();
    const held = await this.usage.reserve(userId, mostTokens, limit, now);
    if (held) return held;
    throw tokensOf(await this.usage.ofUser(userId, now)) < limit ? budgetHeld() : budgetSpent();
  }
}

/** Of UTC. */
function monthOf(time: Date): string {
  return time.toISOString().slice(0, 7);
}

function tokensOf({ promptTokens, completionTokens }: UsageSum): number {
  return promptTokens + completionTokens;
}

function costOf(use: StoredUse, { promptTokens, completionTokens }: ChatUsage): number | null {
  const { pricePerMillionInput, pricePerMillionOutput } = use;
  if (pricePerMillionInput === null || pricePerMillionOutput === null) return null;
  return (promptTokens * pricePerMillionInput + completionTokens * pricePerMillionOutput) / 1_000_000;
}

function disabled(detail: string): DomainError {
  return new DomainError('conflict', 'ai-disabled', detail);
}

/** Answers on their way hold what is left, and most of it comes back. */
function budgetHeld(): DomainError {
  const detail = 'The rest of the tokens for this month is held by answers that are being written.';
  return new DomainError('too-many-requests', 'ai-budget-spent', detail, { retryAfterSeconds: RETRY_HELD_SECONDS });
}

function budgetSpent(): DomainError {
  const now = new Date();
  const next = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1);
  return new DomainError('too-many-requests', 'ai-budget-spent', 'The tokens for this month are used up.', {
    retryAfterSeconds: Math.ceil((next - now.getTime()) / 1000),
  });
}
