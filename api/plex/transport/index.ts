export * from './client-identity';
export * from './fault';
export * from './outbound-connector';
export * from './outbound-policy';
export * from './plex-http';
export * from './reply';
export * from './retry';
