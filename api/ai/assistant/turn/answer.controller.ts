import { Body, Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CountedAsAi, CurrentUser, RequireRole, type UserPrincipal } from '../../../common';
import { sse } from '../../../infra/http';
import { ApiProblem } from '../../../infra/problem';
import {
  DoneEventDto,
  FigureEventDto,
  ItemsEventDto,
  NewMessageDto,
  NoticeEventDto,
  TextEventDto,
  ToolStepDto,
} from '../conversation/conversation.dto';
import { Answers } from './answers';

const EVENTS = [ToolStepDto, TextEventDto, ItemsEventDto, FigureEventDto, NoticeEventDto, DoneEventDto];

@ApiTags('ai')
@ApiExtraModels(...EVENTS)
@Controller('ai/conversations')
export class AnswerController {
  constructor(private readonly answers: Answers) {}

  /**
   * The last event is `done`, or `error`: a problem with the `messageId` of what is kept and, where the provider says
   * so, `retryAfterSeconds`. Its codes: `ai-unreachable`, `ai-timeout`, `ai-unauthorized`, `ai-unknown-model`,
   * `ai-rate-limited`, `ai-no-credit`, `ai-server-error`, `ai-malformed`, `ai-cut`. Who hangs up stops the answer; what came is kept.
   */
  @Post(':id/messages')
  @CountedAsAi()
  @HttpCode(200)
  @RequireRole('user')
  @ApiOperation({
    operationId: 'askAssistant',
    summary:
      'Ask the assistant; answers by server-sent events: `tool`, `text`, `items`, `figure`, `notice`, then `done` or `error`',
  })
  @ApiOkResponse({
    content: { 'text/event-stream': { schema: { oneOf: EVENTS.map((event) => ({ $ref: getSchemaPath(event) })) } } },
  })
  @ApiProblem(404, 'not-found')
  @ApiProblem(409, 'turn-running', 'ai-disabled', 'conversation-full')
  @ApiProblem(429, 'ai-budget-spent')
  @ApiProblem(503, 'ai-not-configured')
  async ask(
    @CurrentUser() user: UserPrincipal,
    @Param('id') id: string,
    @Body() { text }: NewMessageDto,
    @Req() request: Request & { id?: string },
    @Res() response: Response,
  ): Promise<void> {
    const turn = await this.answers.open(user, id, text);
    await turn.answer(sse(request, response), request.id ?? '');
  }
}
