export * from './plex-server';
export * from './plex-server.entity';
export * from './plex-servers';
export * from './server-registry';
