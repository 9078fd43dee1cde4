export * from './audit-actions';
export * from './audited.decorator';
