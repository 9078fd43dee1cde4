import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequireRole } from '../../common';
import { DashboardServersDto } from './dashboard-servers.dto';
import { DashboardServers } from './dashboard-servers.service';

@ApiTags('dashboard')
@Controller('dashboard/servers')
export class DashboardController {
  constructor(private readonly servers: DashboardServers) {}

  @Get()
  @RequireRole('admin', 'insights:read')
  @ApiOperation({ operationId: 'listDashboardServers', summary: 'Each server with health, last sync, size and growth' })
  list(): Promise<DashboardServersDto> {
    return this.servers.list();
  }
}
