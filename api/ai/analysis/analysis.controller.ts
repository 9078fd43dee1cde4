import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, RequireRole, type UserPrincipal } from '../../common';
import { ApiProblem } from '../../infra/problem';
import { Analyses } from './analyses';
import { AnalysisDto, AnalysisRequest } from './analysis.dto';

@ApiTags('ai')
@Controller('ai/analyses')
export class AnalysisController {
  constructor(private readonly analyses: Analyses) {}

  @Post()
  @HttpCode(200)
  @RequireRole('user')
  @ApiOperation({
    operationId: 'analyse',
    summary:
      'What the caller’s views tell: figures from the library, and words from the AI provider where there is one',
  })
  @ApiProblem(400, 'validation-failed')
  @ApiProblem(403, 'csrf-token-invalid')
  analyse(@CurrentUser() user: UserPrincipal, @Body() request: AnalysisRequest): Promise<AnalysisDto> {
    return this.analyses.of(user, request);
  }
}
