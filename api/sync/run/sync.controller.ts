import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Audited, CurrentPrincipal, RequireRole, type Principal } from '../../common';
import { ApiProblem } from '../../infra/problem';
import { StartSyncRunRequest, SyncRunDto, SyncRunListQuery, SyncRunPageDto } from './sync-run.dto';
import { SyncService } from './sync.service';

@ApiTags('sync')
@Controller('sync/runs')
export class SyncController {
  constructor(private readonly sync: SyncService) {}

  @Post()
  @Audited('sync.start')
  @HttpCode(202)
  @RequireRole('admin', 'sync:write')
  @ApiOperation({ operationId: 'startSync', summary: 'Ask for a sync run' })
  @ApiAcceptedResponse({
    type: SyncRunDto,
    headers: { Location: { description: 'Path of the run', schema: { type: 'string' } } },
  })
  @ApiProblem(404, 'not-found')
  @ApiProblem(409, 'sync-already-running')
  @ApiProblem(422, 'section-not-enabled')
  async start(
    @Body() body: StartSyncRunRequest,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SyncRunDto> {
    const run = await this.sync.start({ ...body, trigger: 'manual', requestedBy: principal.userId });
    response.location(`${response.req.originalUrl.split('?')[0].replace(/\/+$/, '')}/${run.id}`);
    return run;
  }

  @Get()
  @RequireRole('admin', 'sync:read')
  @ApiOperation({ operationId: 'listSyncRuns', summary: 'Sync runs, newest first' })
  @ApiOkResponse({ type: SyncRunPageDto })
  @ApiProblem(400, 'cursor-invalid')
  list(@Query() query: SyncRunListQuery): Promise<SyncRunPageDto> {
    return this.sync.list(query);
  }

  @Get(':id')
  @RequireRole('admin', 'sync:read')
  @ApiOperation({ operationId: 'getSyncRun', summary: 'One sync run' })
  @ApiOkResponse({ type: SyncRunDto })
  @ApiProblem(404, 'not-found')
  get(@Param('id') id: string): Promise<SyncRunDto> {
    return this.sync.get(id);
  }

  @Post(':id/cancel')
  @Audited('sync.cancel')
  @HttpCode(202)
  @RequireRole('admin', 'sync:write')
  @ApiOperation({ operationId: 'cancelSync', summary: 'Stop a run; what it wrote stays' })
  @ApiAcceptedResponse({ type: SyncRunDto })
  @ApiProblem(404, 'not-found')
  @ApiProblem(409, 'sync-not-running')
  cancel(@Param('id') id: string): Promise<SyncRunDto> {
    return this.sync.cancel(id);
  }

  @Post(':id/approve-removals')
  @Audited('sync.approve-removals')
  @HttpCode(202)
  @RequireRole('admin', 'sync:write')
  @ApiOperation({
    operationId: 'approveRemovals',
    summary: 'Let a run that was held remove what Plex confirms to be gone',
  })
  @ApiAcceptedResponse({ type: SyncRunDto })
  @ApiProblem(404, 'not-found')
  @ApiProblem(409, 'no-removals-held', 'sync-already-running')
  approveRemovals(@Param('id') id: string): Promise<SyncRunDto> {
    return this.sync.approveRemovals(id);
  }
}
