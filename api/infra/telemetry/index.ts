export * from './faults';
export * from './request-span';
export * from './spans';
export * from './start-telemetry';
export * from './statement-span';
