import { Module } from '@nestjs/common';
import { OutboundModule } from '../infra/outbound';
import { AiSettings } from './provider/ai-settings';
import { AiSettingsController } from './provider/ai-settings.controller';
import { AiSettingsRepository } from './provider/ai-settings.repository';
import { ProviderTest } from './provider/provider-test';

/** The AI provider and, with time, what is asked of it. */
@Module({
  imports: [OutboundModule],
  controllers: [AiSettingsController],
  providers: [AiSettings, AiSettingsRepository, ProviderTest],
})
export class AiModule {}
