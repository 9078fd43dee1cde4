import type { Provider } from '@nestjs/common';
import { AiSettings } from './ai-settings';
import { AiSettingsRepository } from './ai-settings.repository';
import { ChatClient } from './chat-client';
import { ChatQuirks } from './chat-quirks';
import { ProviderTest } from './provider-test';

export const PROVIDER_PROVIDERS: Provider[] = [AiSettings, AiSettingsRepository, ChatQuirks, ChatClient, ProviderTest];
