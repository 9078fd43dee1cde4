export * from './address-denied.error';
export * from './connection-fault';
export * from './outbound-connector';
export * from './outbound-policy';
export * from './outbound.module';
