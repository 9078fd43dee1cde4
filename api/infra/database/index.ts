export * from './conflict';
export * from './data-source-options';
export * from './database';
export * from './database-loss';
export * from './database-probe';
export * from './database.module';
export * from './schema-state';
export * from './sql';
