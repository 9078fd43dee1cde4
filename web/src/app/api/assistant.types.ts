import type {
  AiStatusDto,
  AnswerFeedback,
  AnswerItemDto,
  ConversationDto,
  DoneEventDto,
  FigureEventDto,
  MessageDto,
  MessageState as StateOfMessage,
  NoticeEventDto,
  SaidCode as CodeOfSaid,
  SaidDto,
  ToolStepDto,
  WholeConversationDto,
} from './generated/models';

/** One tool that was run for an answer: what was asked, what it told. */
export type ToolStep = ToolStepDto;
type AnswerItem = AnswerItemDto;
/** What the server says, by its code. */
export type Said = SaidDto;
export type SaidCode = CodeOfSaid;
export type Message = MessageDto;
export type Block = MessageDto['blocks'][number];
export type MessageState = StateOfMessage;
export type Feedback = AnswerFeedback;
export type Conversation = ConversationDto;
export type WholeConversation = WholeConversationDto;
export type AiStatus = AiStatusDto;

/** What the answer to a message tells while it is made, by the name of the event. */
export interface AnswerEvents {
  tool: ToolStep;
  text: { delta: string };
  items: { items: AnswerItem[] };
  figure: FigureEventDto;
  notice: NoticeEventDto;
  done: DoneEventDto;
  /** A problem, as every refused request is answered with. */
  error: { code: string; status: number; title: string; detail?: string; retryAfterSeconds?: number | null };
}
