export * from './client-identity';
export * from './fault';
export * from './parse-reply';
export * from './plex-http';
export * from './plex-reply';
export * from './retry';
