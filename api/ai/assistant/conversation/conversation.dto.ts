import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { IsIn, IsString, Matches, MaxLength, ValidateIf } from 'class-validator';
import { ItemCardDto } from '../../../library';
import { SaidDto } from '../../said/said.dto';
import { FIGURE_UNITS } from '../../tools/figure.dto';
import type { Figure } from '../../tools/tool';
import {
  FEEDBACKS,
  MESSAGE_ROLES,
  MESSAGE_STATES,
  NOTICE_CODES,
  type Feedback,
  type MessageRole,
  type MessageState,
  type NoticeCode,
} from './message';

const LONGEST_QUESTION = 2000;
const NOT_BLANK = { message: '$property must not be blank' };
const text = { nullable: true, type: String } as const;

export class NewConversationDto {
  /** Absent: named after its first question. */
  @ApiPropertyOptional({ minLength: 1, maxLength: 200, example: 'Films for Friday' })
  @ValidateIf((_, value) => value !== undefined)
  @IsString()
  @MaxLength(200)
  @Matches(/\S/, NOT_BLANK)
  title?: string;
}

export class NewMessageDto {
  @ApiProperty({ minLength: 1, maxLength: LONGEST_QUESTION, example: 'Something short and funny for tonight?' })
  @IsString()
  @MaxLength(LONGEST_QUESTION)
  @Matches(/\S/, NOT_BLANK)
  text: string;
}

export class FeedbackDto {
  /** Null takes it back. */
  @ApiProperty({ nullable: true, enum: FEEDBACKS, enumName: 'AnswerFeedback' })
  @ValidateIf((_, value) => value !== null)
  @IsIn(FEEDBACKS)
  value: Feedback | null;
}

export class ConversationDto {
  @ApiProperty({ format: 'uuid' })
  id: string;
  /** Empty until there is a question. */
  @ApiProperty({ example: 'Films for Friday' })
  title: string;
  createdAt: Date;
  /** When something was last said. */
  updatedAt: Date;
}

export class ConversationListDto {
  items: ConversationDto[];
  @ApiProperty({ ...text, example: null })
  nextCursor: string | null;
}

/** An item that an answer refers to. */
export class AnswerItemDto {
  /** Null for a title that is not in the library. */
  @ApiProperty({ ...text, example: '48213' })
  itemId: string | null;
  /** As the caller sees it now; null where it is gone, no longer shared, or not in the library at all. */
  @ApiProperty({ nullable: true, allOf: [{ $ref: getSchemaPath(ItemCardDto) }] })
  item: ItemCardDto | null;
  /** Why it is named, where a tool said so. */
  @ApiProperty({ ...text, example: 'Directed by Ida Voss, like The Silver River, which you finished' })
  reason: string | null;
  /** The reason by its code; empty where there is none, and of answers of before there were codes. */
  said: SaidDto[];
  /** False only for titles that the caller asked for although they are not in the library: nobody has checked those. */
  inLibrary: boolean;
  /** Of what is not in the library; else null: the card tells. */
  @ApiProperty({ ...text, example: null })
  title: string | null;
  @ApiProperty({ nullable: true, type: 'integer', example: null })
  year: number | null;
}

export class TextBlockDto {
  @ApiProperty({ enum: ['text'] })
  kind: 'text';
  /** Plain text: no markup is in it. */
  @ApiProperty({ example: 'There are 12 comedies, such as The Silver River.' })
  text: string;
}

export class ItemsBlockDto {
  @ApiProperty({ enum: ['items'] })
  kind: 'items';
  items: AnswerItemDto[];
}

export class FigureEventDto {
  @ApiProperty({ example: 'Matching titles' })
  label: string;
  /** The label by its code; empty where it is a name, and in answers of before there were codes. */
  said: SaidDto[];
  @ApiProperty({ type: Number, example: 12 })
  value: number;
  @ApiProperty({ enum: FIGURE_UNITS, enumName: 'FigureUnit' })
  unit: Figure['unit'];
  /** Which of the tools told it. */
  @ApiProperty({ example: 't1' })
  toolId: string;
}

export class FigureBlockDto extends FigureEventDto {
  @ApiProperty({ enum: ['figure'] })
  kind: 'figure';
}

export class NoticeEventDto {
  /**
   * `removed`: something was left out that no tool told; `caveat`: what was looked up is empty, old or not whole;
   * `found`: what a tool told, since the model worded nothing; `no-answer`: nothing was looked up and nothing is left;
   * `limit`: the tokens of one answer were used up; `truncated`: the model stopped in the middle;
   * `filtered`: the provider's own filter held the rest back.
   */
  @ApiProperty({ enum: NOTICE_CODES, enumName: 'AnswerNotice' })
  code: NoticeCode;
  @ApiProperty({ example: 'Nothing in the library matches.' })
  text: string;
  /** Of `caveat` and `found` the sentences of the text by their codes; else empty, as in answers of before there were codes. */
  said: SaidDto[];
}

export class NoticeBlockDto extends NoticeEventDto {
  @ApiProperty({ enum: ['notice'] })
  kind: 'notice';
}

/** A tool that was run for an answer. */
export class ToolStepDto {
  @ApiProperty({ example: 't1' })
  id: string;
  @ApiProperty({ example: 'search_library' })
  name: string;
  /** As they were understood; words that neither the question nor the library holds are left out. */
  @ApiProperty({ type: 'object', additionalProperties: true, example: { genre: 'Comedy', minutesMax: 90 } })
  arguments: Record<string, unknown>;
  /** How many there are in all; null where nothing is counted. */
  @ApiProperty({ nullable: true, type: 'integer', example: 12 })
  count: number | null;
  /** One sentence; empty while it runs. */
  @ApiProperty({ example: '12 films, comedy, under 90 minutes' })
  summary: string;
  /** The summary by its codes; empty where it is a name, and in answers of before there were codes. */
  said: SaidDto[];
  @ApiProperty({
    type: 'object',
    additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }] },
    example: { genre: 'Comedy', minutesMax: 90 },
  })
  filters: Record<string, string | number | boolean>;
  /** When what it told was true; null while it runs. */
  @ApiProperty({ ...text, format: 'date-time' })
  asOf: string | null;
}

export class AnswerUsageDto {
  @ApiProperty({ type: 'integer', example: 1840 })
  promptTokens: number;
  @ApiProperty({ type: 'integer', example: 120 })
  completionTokens: number;
  /** Reckoned from the length of the texts: the provider does not count. */
  estimated: boolean;
}

const BLOCKS = [TextBlockDto, ItemsBlockDto, FigureBlockDto, NoticeBlockDto];

@ApiExtraModels(ItemCardDto, ...BLOCKS)
export class MessageDto {
  @ApiProperty({ format: 'uuid' })
  id: string;
  @ApiProperty({ enum: MESSAGE_ROLES, enumName: 'MessageRole' })
  role: MessageRole;
  createdAt: Date;
  /** `partial`: it ended before its time; `failed`: nothing came. */
  @ApiProperty({ enum: MESSAGE_STATES, enumName: 'MessageState' })
  state: MessageState;
  /** The question; of an answer its text blocks together. */
  @ApiProperty({ example: 'Something short and funny for tonight?' })
  text: string;
  @ApiProperty({ type: 'array', items: { oneOf: BLOCKS.map((block) => ({ $ref: getSchemaPath(block) })) } })
  blocks: (TextBlockDto | ItemsBlockDto | FigureBlockDto | NoticeBlockDto)[];
  tools: ToolStepDto[];
  @ApiProperty({ ...text, example: 'llama3.3:70b' })
  model: string | null;
  /** Null for questions. */
  @ApiProperty({ nullable: true, allOf: [{ $ref: getSchemaPath(AnswerUsageDto) }] })
  usage: AnswerUsageDto | null;
  /** Why it is not complete, such as `ai-timeout`; else null. */
  @ApiProperty({ ...text, example: null })
  errorCode: string | null;
  @ApiProperty({ nullable: true, enum: FEEDBACKS, enumName: 'AnswerFeedback' })
  feedback: Feedback | null;
}

@ApiExtraModels(AnswerUsageDto)
export class WholeConversationDto extends ConversationDto {
  messages: MessageDto[];
}

export class ConversationExportDto {
  exportedAt: Date;
  conversations: WholeConversationDto[];
}

export class TextEventDto {
  @ApiProperty({ example: 'There are 12 comedies. ' })
  delta: string;
}

export class ItemsEventDto {
  items: AnswerItemDto[];
}

export class DoneEventDto {
  @ApiProperty({ format: 'uuid' })
  messageId: string;
  @ApiProperty({ example: 'llama3.3:70b' })
  model: string;
  usage: AnswerUsageDto;
}
