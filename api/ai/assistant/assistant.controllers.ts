import { ConversationController } from './conversation/conversation.controller';
import { AnswerController } from './turn/answer.controller';
import { AiUsageController } from './usage/usage.controller';

export const ASSISTANT_CONTROLLERS = [AiUsageController, ConversationController, AnswerController];
