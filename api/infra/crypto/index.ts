export * from './crypto.module';
export { encryptionKeys } from './encryption-key';
export * from './sealed-secret';
export * from './secret-box';
