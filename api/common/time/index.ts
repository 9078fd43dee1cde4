export * from './own-turn';
