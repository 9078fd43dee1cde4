import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Audited, RequireRole } from '../../common';
import { sse } from '../../infra/http';
import { ApiProblem } from '../../infra/problem';
import { SupportBundle } from './support-bundle';
import { SystemReport } from './system-report';
import { SystemDto } from './system.dto';
import { LogLineDto, SystemLogDto, SystemLogEventsQuery, SystemLogQuery } from './system-log.dto';
import { SystemLog } from './system-log';

@ApiTags('system')
@ApiExtraModels(LogLineDto)
@Controller('system')
export class SystemController {
  constructor(
    private readonly report: SystemReport,
    private readonly log: SystemLog,
    private readonly bundle: SupportBundle,
  ) {}

  @Get()
  @RequireRole('admin', 'admin')
  @ApiOperation({ operationId: 'getSystem', summary: 'Versions, database, disk and jobs' })
  get(): Promise<SystemDto> {
    return this.report.get();
  }

  @Get('log')
  @RequireRole('admin', 'admin')
  @ApiOperation({ operationId: 'listLogLines', summary: 'The last lines of the log of this process, newest first' })
  @ApiProblem(400, 'cursor-invalid')
  lines(@Query() query: SystemLogQuery): SystemLogDto {
    return this.log.list(query);
  }

  /** Lines from now on; a reader that lags is told how many it missed by the event `missed`. */
  @Get('log/events')
  @RequireRole('admin')
  @ApiOperation({ operationId: 'logEvents', summary: 'Server-sent events: `line` for each line of the log' })
  @ApiOkResponse({ content: { 'text/event-stream': { schema: { $ref: getSchemaPath(LogLineDto) } } } })
  events(@Query() query: SystemLogEventsQuery, @Req() request: Request, @Res() response: Response): void {
    this.log.follow(query, sse(request, response));
  }

  @Get('support-bundle')
  @RequireRole('admin')
  @Audited('support-bundle.download')
  @ApiOperation({
    operationId: 'downloadSupportBundle',
    summary:
      'A file to send along with a question: versions, states and log, without names, titles, addresses and secrets',
  })
  @ApiOkResponse({ content: { 'application/gzip': { schema: { type: 'string', format: 'binary' } } } })
  support(@Res() response: Response): Promise<void> {
    return this.bundle.send(response);
  }
}
