import { Module } from '@nestjs/common';
import { OutboundModule } from '../infra/outbound';
import { LibraryModule } from '../library';
import { AnalysisController } from './analysis/analysis.controller';
import { ANALYSIS_PROVIDERS } from './analysis/analysis.providers';
import { ASSISTANT_PROVIDERS } from './assistant/assistant.providers';
import { AiUsageController } from './assistant/usage/usage.controller';
import { AiSettingsController } from './provider/ai-settings.controller';
import { PROVIDER_PROVIDERS } from './provider/provider.providers';
import { QuestionController } from './question/question.controller';
import { QUESTION_PROVIDERS } from './question/question.providers';
import { RecommendationController } from './recommender/recommendation.controller';
import { RECOMMENDER_PROVIDERS } from './recommender/recommender.providers';
import { TOOL_PROVIDERS } from './tools/tools.providers';

/** Picks, what the assistant may look up, and the AI provider. Who composes it says how syncs stand (`SyncStatus`). */
@Module({
  imports: [LibraryModule, OutboundModule],
  controllers: [
    AiSettingsController,
    AiUsageController,
    RecommendationController,
    QuestionController,
    AnalysisController,
  ],
  providers: [
    ...PROVIDER_PROVIDERS,
    ...RECOMMENDER_PROVIDERS,
    ...TOOL_PROVIDERS,
    ...QUESTION_PROVIDERS,
    ...ANALYSIS_PROVIDERS,
    ...ASSISTANT_PROVIDERS,
  ],
})
export class AiModule {}
