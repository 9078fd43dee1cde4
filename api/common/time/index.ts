export * from './is-time.decorator';
export * from './own-turn';
export * from './shared-read';
export * from './within-time';
