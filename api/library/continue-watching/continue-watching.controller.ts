import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, RequireRole, type Principal } from '../../common';
import { ApiProblem } from '../../infra/problem';
import { ContinueWatchingDto, ContinueWatchingRequest } from './continue-watching.dto';
import { ContinueWatching } from './continue-watching.service';

@ApiTags('library')
@Controller('library/continue-watching')
export class ContinueWatchingController {
  constructor(private readonly continueWatching: ContinueWatching) {}

  @Get()
  @RequireRole('user', 'library:read')
  @ApiOperation({ operationId: 'continueWatching', summary: 'What the caller has begun, and which episode comes next' })
  @ApiProblem(400, 'validation-failed')
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() { limit }: ContinueWatchingRequest,
  ): Promise<ContinueWatchingDto> {
    return this.continueWatching.list(principal, limit);
  }
}
