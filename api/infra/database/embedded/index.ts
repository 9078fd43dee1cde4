export * from './boot-log';
export * from './embedded-postgres';
export * from './postgres-process';
export * from './running-database';
export * from './start-error';
