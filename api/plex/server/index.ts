export * from './event-stream';
export * from './plex-item';
export * from './plex-server.client';
export * from './plex-server.types';
