export * from './impatient-redis';
