export * from './access-change';
export * from './broadcast';
export * from './broadcast.module';
