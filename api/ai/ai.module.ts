import { Module } from '@nestjs/common';
import { OutboundModule } from '../infra/outbound';
import { LibraryModule } from '../library';
import { AiUsageController } from './assistant/usage/usage.controller';
import { Allowances } from './assistant/usage/allowance';
import { AiPreferences } from './assistant/usage/preference.repository';
import { UsageRepository } from './assistant/usage/usage.repository';
import { AiSettings } from './provider/ai-settings';
import { AiSettingsController } from './provider/ai-settings.controller';
import { AiSettingsRepository } from './provider/ai-settings.repository';
import { ProviderTest } from './provider/provider-test';
import { RecommendationController } from './recommender/recommendation.controller';
import { RECOMMENDER_PROVIDERS } from './recommender/recommender.providers';

/** Picks, and the AI provider. */
@Module({
  imports: [LibraryModule, OutboundModule],
  controllers: [AiSettingsController, AiUsageController, RecommendationController],
  providers: [
    AiSettings,
    AiSettingsRepository,
    ProviderTest,
    AiPreferences,
    UsageRepository,
    Allowances,
    ...RECOMMENDER_PROVIDERS,
  ],
})
export class AiModule {}
