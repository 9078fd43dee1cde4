export * from './log-level';
export * from './log-line';
export * from './log-ring';
export * from './logging.module';
export * from './redaction';
export * from './request-id';
export * from './request-log';
export * from './root-logger';
