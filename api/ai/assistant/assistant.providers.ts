import type { Provider } from '@nestjs/common';
import { FieldPolicy } from '../tools/allowed-fields';
import { Allowances } from './usage/allowance';
import { AiPreferences } from './usage/preference.repository';
import { UsageRepository } from './usage/usage.repository';

/** Behind those of the tools: what the settings say takes the place of what tools take for granted. */
export const ASSISTANT_PROVIDERS: Provider[] = [
  AiPreferences,
  UsageRepository,
  Allowances,
  { provide: FieldPolicy, useExisting: Allowances },
];
