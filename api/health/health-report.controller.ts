import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequireRole } from '../common';
import { HealthReport } from './health-report';
import { HealthReportDto } from './health.dto';

@ApiTags('health')
@Controller('health')
export class HealthReportController {
  constructor(private readonly report: HealthReport) {}

  @Get()
  @RequireRole('admin', 'admin')
  @ApiOperation({ operationId: 'getHealth', summary: 'Each dependency with latency, last good time and version' })
  get(): Promise<HealthReportDto> {
    return this.report.get();
  }
}
