export * from './crypto.module';
export { encryptionKeys, knownKeys, type EncryptionKey } from './encryption-key';
export * from './sealed-secret';
export * from './secret-box';
