export * from './data-dir-owner';
