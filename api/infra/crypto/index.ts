export * from './crypto.module';
export { encryptionKeys, type EncryptionKey } from './encryption-key';
export * from './sealed-secret';
export * from './secret-box';
