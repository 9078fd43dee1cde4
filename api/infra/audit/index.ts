export { auditAs, auditChanges, auditSecret, auditTarget } from './act';
export type { AuditOrigin } from './audit-entry.repository';
export * from './audit-log';
export * from './audit.module';
