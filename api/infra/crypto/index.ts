export * from './crypto.module';
export {
  encryptionKeys,
  forgetKeyDrafts,
  forgetPreviousGeneratedKey,
  knownKeys,
  replaceGeneratedKey,
  type EncryptionKey,
} from './encryption-key';
export * from './seal-again.repository';
export * from './sealed-secret';
export * from './secret-box';
