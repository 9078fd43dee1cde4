export * from './ai.module';
export { SyncStatus, type ServerSync } from './tools/sync-status';
