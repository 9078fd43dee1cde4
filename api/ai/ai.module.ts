import { Module } from '@nestjs/common';
import { OutboundModule } from '../infra/outbound';
import { LibraryModule } from '../library';
import { AnalysisController } from './analysis/analysis.controller';
import { ANALYSIS_PROVIDERS } from './analysis/analysis.providers';
import { AiSettings } from './provider/ai-settings';
import { AiSettingsController } from './provider/ai-settings.controller';
import { AiSettingsRepository } from './provider/ai-settings.repository';
import { ProviderTest } from './provider/provider-test';
import { QuestionController } from './question/question.controller';
import { QUESTION_PROVIDERS } from './question/question.providers';
import { RecommendationController } from './recommender/recommendation.controller';
import { RECOMMENDER_PROVIDERS } from './recommender/recommender.providers';
import { TOOL_PROVIDERS } from './tools/tools.providers';

/** Picks, what the assistant may look up, and the AI provider. Who composes it says how syncs stand (`SyncStatus`). */
@Module({
  imports: [LibraryModule, OutboundModule],
  controllers: [AiSettingsController, RecommendationController, QuestionController, AnalysisController],
  providers: [
    AiSettings,
    AiSettingsRepository,
    ProviderTest,
    ...RECOMMENDER_PROVIDERS,
    ...TOOL_PROVIDERS,
    ...QUESTION_PROVIDERS,
    ...ANALYSIS_PROVIDERS,
    ...ANALYSIS_PROVIDERS,
  ],
})
export class AiModule {}
