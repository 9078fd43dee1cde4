import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentUser, PageQuery, RequireRole, type UserPrincipal } from '../../../common';
import { ApiProblem } from '../../../infra/problem';
import {
  ConversationDto,
  ConversationExportDto,
  ConversationListDto,
  FeedbackDto,
  NewConversationDto,
  WholeConversationDto,
} from './conversation.dto';
import { sendExport } from './conversation-export';
import { Conversations } from './conversations';

@ApiTags('ai')
@Controller('ai')
@RequireRole('user')
export class ConversationController {
  constructor(private readonly conversations: Conversations) {}

  @Post('conversations')
  @ApiOperation({ operationId: 'createConversation', summary: 'Begin a conversation with the assistant' })
  create(@CurrentUser() user: UserPrincipal, @Body() { title }: NewConversationDto): Promise<ConversationDto> {
    return this.conversations.create(user, title);
  }

  @Get('conversations')
  @ApiOperation({ operationId: 'listConversations', summary: 'Own conversations, the one last spoken in first' })
  @ApiProblem(400, 'cursor-invalid')
  list(@CurrentUser() user: UserPrincipal, @Query() query: PageQuery): Promise<ConversationListDto> {
    return this.conversations.list(user, query);
  }

  @Delete('conversations')
  @HttpCode(204)
  @ApiOperation({ operationId: 'deleteConversations', summary: 'Delete all own conversations' })
  removeAll(@CurrentUser() user: UserPrincipal): Promise<void> {
    return this.conversations.removeAll(user);
  }

  @Get('conversations/export')
  @ApiOperation({ operationId: 'exportConversations', summary: 'All own conversations as a JSON file' })
  @ApiOkResponse({ type: ConversationExportDto })
  export(@CurrentUser() user: UserPrincipal, @Res() response: Response): Promise<void> {
    return sendExport(response, this.conversations.all(user));
  }

  @Get('conversations/:id')
  @ApiOperation({
    operationId: 'getConversation',
    summary: 'A conversation with its messages, its cards as they are now',
  })
  @ApiProblem(404, 'not-found')
  get(@CurrentUser() user: UserPrincipal, @Param('id') id: string): Promise<WholeConversationDto> {
    return this.conversations.get(user, id);
  }

  @Delete('conversations/:id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'deleteConversation', summary: 'Delete a conversation' })
  @ApiProblem(404, 'not-found')
  remove(@CurrentUser() user: UserPrincipal, @Param('id') id: string): Promise<void> {
    return this.conversations.remove(user, id);
  }

  @Put('messages/:id/feedback')
  @HttpCode(204)
  @ApiOperation({ operationId: 'judgeAnswer', summary: 'Say whether an answer was good' })
  @ApiProblem(404, 'not-found')
  judge(@CurrentUser() user: UserPrincipal, @Param('id') id: string, @Body() { value }: FeedbackDto): Promise<void> {
    return this.conversations.judge(user, id, value);
  }
}
