export * from './crypto.module';
export * from './sealed-secret';
export * from './secret-box';
