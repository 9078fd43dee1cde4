import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, type UserPrincipal, RequireRole } from '../../common';
import { ApiProblem } from '../../infra/problem';
import { MyStatsDto, ServerStatsDto, StatsRequest } from './stats.dto';
import { Stats } from './stats.service';

@ApiTags('stats')
@Controller('stats')
export class StatsController {
  constructor(private readonly stats: Stats) {}

  @Get('me')
  @RequireRole('user')
  @ApiOperation({ operationId: 'getMyStats', summary: 'What the caller watched, on every server' })
  @ApiProblem(400, 'validation-failed')
  me(@CurrentUser() user: UserPrincipal, @Query() { period }: StatsRequest): Promise<MyStatsDto> {
    return this.stats.ofCaller(user, period);
  }

  @Get('server')
  @RequireRole('admin')
  @ApiOperation({ operationId: 'getServerStats', summary: 'What everybody watched, on every server' })
  @ApiProblem(400, 'validation-failed')
  server(@CurrentUser() user: UserPrincipal, @Query() { period }: StatsRequest): Promise<ServerStatsDto> {
    return this.stats.ofEverybody(user, period);
  }
}
