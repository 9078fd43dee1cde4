import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { EncryptionKeys } from './encryption-key';
import type { SealedSecret } from './sealed-secret';

const ALGORITHM = 'aes-256-gcm';
const VERSION = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A sealed value that none of the keys opens: another installation's, damaged, or a key rotated twice. */
export class SealedSecretError extends Error {
  constructor() {
    super('A stored secret cannot be opened with the encryption keys at hand');
    this.name = 'SealedSecretError';
  }
}

/** Seals what must be stored and read again, such as Plex tokens, with AES-256-GCM. */
export class SecretBox {
  private readonly keys: () => EncryptionKeys;

  /** @param keys the first one seals; all of them open. A function is asked each time: keys may be rotated under way */
  constructor(keys: EncryptionKeys | (() => EncryptionKeys)) {
    this.keys = typeof keys === 'function' ? keys : () => keys;
  }

  seal(text: string): SealedSecret {
    const [key] = this.keys();
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, key.bytes, nonce).setAAD(Buffer.from(`${VERSION}.${key.id}`));
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return [VERSION, key.id, nonce.toString('base64url'), body.toString('base64url')].join('.') as SealedSecret;
  }

  /** @throws SealedSecretError when no key opens it */
  open(sealed: SealedSecret): string {
    const [version, keyId, nonce, body, ...others] = sealed.split('.');
    const key = this.keys().find(({ id }) => id === keyId);
    if (version !== VERSION || !key || !nonce || !body || others.length > 0) throw new SealedSecretError();
    try {
      const bytes = bytesOf(body);
      const decipher = createDecipheriv(ALGORITHM, key.bytes, bytesOf(nonce), {
        authTagLength: TAG_BYTES,
      }).setAAD(Buffer.from(`${version}.${keyId}`));
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
    } catch {
      throw new SealedSecretError();
    }
  }

  /** Null where no key opens it: the one that sealed it was lost, and whoever gave the secret has to give it again. */
  tryOpen(sealed: SealedSecret): string | null {
    try {
      return this.open(sealed);
    } catch (error) {
      if (error instanceof SealedSecretError) return null;
      throw error;
    }
  }

  /** True for values that an earlier key sealed: open and seal them again while that key is still there. */
  isStale(sealed: SealedSecret): boolean {
    return sealed.split('.')[1] !== this.keys()[0].id;
  }
}

/** The decoder passes over what is not base64url, and over bits behind the last byte. */
function bytesOf(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) throw new SealedSecretError();
  return bytes;
}
