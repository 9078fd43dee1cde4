export * from './csv';
export * from './event-stream';
