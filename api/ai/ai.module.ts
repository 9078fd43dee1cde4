import { Module } from '@nestjs/common';
import { OutboundModule } from '../infra/outbound';
import { LibraryModule } from '../library';
import { ASSISTANT_PROVIDERS } from './assistant/assistant.providers';
import { ASSISTANT_CONTROLLERS } from './assistant/assistant.controllers';
import { PROVIDER_PROVIDERS } from './provider/provider.providers';
import { AiSettingsController } from './provider/ai-settings.controller';
import { QuestionController } from './question/question.controller';
import { QUESTION_PROVIDERS } from './question/question.providers';
import { RecommendationController } from './recommender/recommendation.controller';
import { RECOMMENDER_PROVIDERS } from './recommender/recommender.providers';
import { TOOL_PROVIDERS } from './tools/tools.providers';

/** Picks, what the assistant may look up, and the AI provider. Who composes it says how syncs stand (`SyncStatus`). */
@Module({
  imports: [LibraryModule, OutboundModule],
  controllers: [AiSettingsController, ...ASSISTANT_CONTROLLERS, RecommendationController, QuestionController],
  providers: [
    ...PROVIDER_PROVIDERS,
    ...RECOMMENDER_PROVIDERS,
    ...TOOL_PROVIDERS,
    ...QUESTION_PROVIDERS,
    ...ASSISTANT_PROVIDERS,
  ],
})
export class AiModule {}
