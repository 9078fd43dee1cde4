import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Audited, RequireRole } from '../../common';
import { ApiProblem } from '../problem';
import { AuditExportQuery, AuditListDto, AuditQuery } from './audit.dto';
import { AuditExport } from './audit-export';
import { AuditLog } from './audit-log';

@ApiTags('audit')
@Controller('audit')
@RequireRole('admin', 'admin')
export class AuditController {
  constructor(
    private readonly log: AuditLog,
    private readonly csv: AuditExport,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listAuditEntries', summary: 'Administrative acts, newest first; kept for 400 days' })
  @ApiProblem(400, 'cursor-invalid')
  list(@Query() query: AuditQuery): Promise<AuditListDto> {
    return this.log.list(query);
  }

  @Get('export')
  @Audited('audit.export')
  @ApiOperation({ operationId: 'exportAuditEntries', summary: 'The same as a CSV file, newest first' })
  @ApiOkResponse({ content: { 'text/csv': { schema: { type: 'string' } } } })
  export(@Query() query: AuditExportQuery, @Res() response: Response): Promise<void> {
    return this.csv.send(query, response);
  }
}
