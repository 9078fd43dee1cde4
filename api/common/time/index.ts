export * from './own-turn';
export * from './shared-read';
export * from './within-time';
