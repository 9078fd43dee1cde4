export * from './own-turn';
export * from './within-time';
