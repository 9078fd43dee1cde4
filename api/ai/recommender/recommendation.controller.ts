import { Body, Controller, Delete, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, CurrentUser, RequireRole, type Principal, type UserPrincipal } from '../../common';
import { ApiProblem } from '../../infra/problem';
import {
  RecommendationListDto,
  RecommendationQuery,
  SimilarListDto,
  SimilarQuery,
  VerdictDto,
} from './recommendation.dto';
import { Recommender } from './recommender';
import { SimilarTitles } from './similar-titles';

@ApiTags('ai')
@Controller('ai/recommendations')
export class RecommendationController {
  constructor(
    private readonly recommender: Recommender,
    private readonly similar: SimilarTitles,
  ) {}

  @Get()
  @RequireRole('user', 'ai:use')
  @ApiOperation({
    operationId: 'listRecommendations',
    summary: 'What the caller might watch next, with reasons',
    description: 'From what the caller may see and has not watched. Needs no AI provider.',
  })
  @ApiProblem(400, 'validation-failed')
  list(@CurrentPrincipal() principal: Principal, @Query() query: RecommendationQuery): Promise<RecommendationListDto> {
    return this.recommender.list(principal, query);
  }

  @Get('similar/:itemId')
  @RequireRole('user', 'ai:use')
  @ApiOperation({
    operationId: 'listSimilarTitles',
    summary: 'Titles like this one, watched ones too, the closest first',
  })
  @ApiProblem(400, 'validation-failed')
  @ApiProblem(404, 'not-found')
  async listSimilar(
    @CurrentPrincipal() principal: Principal,
    @Param('itemId') itemId: string,
    @Query() { limit }: SimilarQuery,
  ): Promise<SimilarListDto> {
    return { items: await this.similar.list(principal, itemId, limit), nextCursor: null };
  }

  @Put('verdicts/:itemId')
  @HttpCode(204)
  @RequireRole('user')
  @ApiOperation({ operationId: 'sayVerdict', summary: 'Ask for more like a title, or never to be shown it again' })
  @ApiProblem(400, 'validation-failed')
  @ApiProblem(403, 'csrf-token-invalid')
  @ApiProblem(404, 'not-found')
  say(
    @CurrentUser() user: UserPrincipal,
    @Param('itemId') itemId: string,
    @Body() { verdict }: VerdictDto,
  ): Promise<void> {
    return this.recommender.say(user, itemId, verdict);
  }

  @Delete('verdicts/:itemId')
  @HttpCode(204)
  @RequireRole('user')
  @ApiOperation({ operationId: 'takeVerdictBack', summary: 'Take back what was said about a title' })
  @ApiProblem(403, 'csrf-token-invalid')
  @ApiProblem(404, 'not-found')
  takeBack(@CurrentUser() user: UserPrincipal, @Param('itemId') itemId: string): Promise<void> {
    return this.recommender.takeBack(user, itemId);
  }
}
