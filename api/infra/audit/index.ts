export { auditAs, auditChanges, auditSecret, auditTarget } from './act';
export * from './audit-log';
export * from './audit.module';
