export * from './access';
export * from './errors';
export * from './pagination';
export * from './time';
