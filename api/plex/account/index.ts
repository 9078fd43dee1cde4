export * from './plex-account.client';
export * from './plex-account.store';
export * from './plex-account.types';
export * from './token-verdict';
