import { Module } from '@nestjs/common';
import { AiSettings } from './provider/ai-settings';
import { AiSettingsController } from './provider/ai-settings.controller';
import { ProviderTest } from './provider/provider-test';

/** The AI provider and, with time, what is asked of it. */
@Module({
  controllers: [AiSettingsController],
  providers: [AiSettings, ProviderTest],
})
export class AiModule {}
