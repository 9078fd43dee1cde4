export * from './access';
export * from './audit';
export * from './errors';
export * from './language';
export * from './pagination';
export * from './time';
