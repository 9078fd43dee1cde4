export * from './boot-log';
export * from './carry-over';
export * from './embedded-postgres';
export * from './postgres-process';
export * from './running-database';
export * from './start-error';
