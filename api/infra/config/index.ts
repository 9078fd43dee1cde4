export * from './app-config';
export * from './config.module';
export * from './environment';
export * from './environment.schema';
export * from './product-version';
export * from './portal-url';
