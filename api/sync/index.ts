export { SyncModule } from './sync.module';
export { SyncService, type SyncRequest } from './run/sync.service';
