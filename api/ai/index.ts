export * from './ai.module';
