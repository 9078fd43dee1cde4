export * from './client-identity';
export * from './fault';
export * from './outbound-connector';
export * from './outbound-policy';
export * from './parse-reply';
export * from './plex-http';
export * from './plex-reply';
export * from './retry';
