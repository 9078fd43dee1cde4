export { DashboardServers } from './dashboard/dashboard-servers.service';
export { SyncModule } from './sync.module';
export { SyncService, type SyncRequest } from './run/sync.service';
