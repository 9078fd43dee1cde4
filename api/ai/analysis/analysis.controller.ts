import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CountedAsAi, CurrentUser, RequireRole, type UserPrincipal } from '../../common';
import { ApiProblem } from '../../infra/problem';
import { Analyses } from './analyses';
import { AnalysisDto, AnalysisRequest } from './analysis.dto';

@ApiTags('ai')
@Controller('ai/analyses')
export class AnalysisController {
  constructor(private readonly analyses: Analyses) {}

  @Post()
  @CountedAsAi()
  @HttpCode(200)
  @RequireRole('user')
  @ApiOperation({
    operationId: 'analyse',
    summary:
      'What the caller’s views tell: figures from the library, and words from the AI provider where there is one',
  })
  @ApiProblem(400, 'validation-failed')
  @ApiProblem(403, 'csrf-token-invalid')
  analyse(
    @CurrentUser() user: UserPrincipal,
    @Body() request: AnalysisRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AnalysisDto> {
    const closed = new AbortController();
    response.once('close', () => closed.abort());
    return this.analyses.of(user, request, closed.signal);
  }
}
