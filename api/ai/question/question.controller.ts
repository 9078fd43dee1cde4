import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CountedAsAi, CurrentPrincipal, RequireRole, type Principal } from '../../common';
import { ApiProblem } from '../../infra/problem';
import { AnswerDto, QuestionDto } from './question.dto';
import { Questions } from './questions';

@ApiTags('ai')
@Controller('ai/questions')
export class QuestionController {
  constructor(private readonly questions: Questions) {}

  @Post()
  @CountedAsAi()
  @HttpCode(200)
  @RequireRole('user', 'ai:use')
  @ApiOperation({
    operationId: 'askQuestion',
    summary: 'Answer a question from the library, and say how it was understood',
    description: 'Needs no AI provider: the same question about the same library has the same answer.',
  })
  @ApiProblem(400, 'validation-failed', 'cursor-invalid')
  @ApiProblem(403, 'csrf-token-invalid')
  ask(@CurrentPrincipal() principal: Principal, @Body() question: QuestionDto): Promise<AnswerDto> {
    return this.questions.ask(principal, question);
  }
}
