import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../common';
import { Readiness } from './readiness';
import { ReadinessDto } from './health.dto';

/** Probes for Kubernetes and uptime monitors, outside the API's prefix. */
@ApiTags('health')
@Public()
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** The process answers; nothing else is asked, so that no dependency can have it restarted. */
  @Get('live')
  @ApiOperation({ operationId: 'getLiveness', summary: 'Whether the process answers' })
  live(): ReadinessDto {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiOperation({ operationId: 'getReadiness', summary: 'Whether requests can be served' })
  @ApiResponse({ status: 503, type: ReadinessDto, description: 'Names each failed part' })
  async ready(@Res({ passthrough: true }) response: Response): Promise<ReadinessDto> {
    return told(await this.readiness.check(), response);
  }

  @Get('startup')
  @ApiOperation({ operationId: 'getStartup', summary: 'Whether the start is over' })
  @ApiResponse({ status: 503, type: ReadinessDto, description: 'Names each failed part' })
  async startup(@Res({ passthrough: true }) response: Response): Promise<ReadinessDto> {
    return told(await this.readiness.checkStart(), response);
  }
}

function told(result: ReadinessDto, response: Response): ReadinessDto {
  if (result.status === 'error') response.status(HttpStatus.SERVICE_UNAVAILABLE);
  return result;
}
