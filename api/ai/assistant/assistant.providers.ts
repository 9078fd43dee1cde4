import type { Provider } from '@nestjs/common';
import { FieldPolicy } from '../tools/allowed-fields';
import { AnswersAsOfNow } from './conversation/answers-as-of-now';
import { ConversationRepository } from './conversation/conversation.repository';
import { Conversations } from './conversation/conversations';
import { ToldTitles } from './conversation/told-titles.query';
import { LibraryTitles } from './grounding/library-titles.query';
import { AnswerMaker } from './turn/answer-maker';
import { Answers } from './turn/answers';
import { Memory } from './turn/memory';
import { RunningTurns } from './turn/running-turns';
import { ToolRunner } from './turn/tool-runner';
import { Turn } from './turn/turn';
import { Allowances } from './usage/allowance';
import { AiPreferences } from './usage/preference.repository';
import { UsageRepository } from './usage/usage.repository';

/** Behind those of the tools: what the settings say takes the place of what tools take for granted. */
export const ASSISTANT_PROVIDERS: Provider[] = [
  AiPreferences,
  UsageRepository,
  Allowances,
  { provide: FieldPolicy, useExisting: Allowances },
  ConversationRepository,
  Conversations,
  LibraryTitles,
  ToldTitles,
  AnswersAsOfNow,
  RunningTurns,
  Memory,
  ToolRunner,
  Turn,
  AnswerMaker,
  Answers,
];
