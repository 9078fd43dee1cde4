import { Injectable } from '@nestjs/common';
import type { DashboardServersDto } from './dashboard-servers.dto';

/** How the servers stand, and how they grow. */
@Injectable()
export class DashboardServers {
  list(): Promise<DashboardServersDto> {
    return Promise.resolve({ items: [], nextCursor: null });
  }
}
