import { createHash, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError, type AppConfig } from '../config';

const FILE_NAME = 'encryption.key';
/** While a generated key is rotated: the one before. */
const PREVIOUS_NAME = 'encryption.key.previous';
const KEY_BYTES = 32;

export interface EncryptionKey {
  /** First 8 hexadecimal digits of the key's SHA-256: tells keys apart, says nothing about them. */
  id: string;
  bytes: Buffer;
}

/** The key that seals, first, and then those that only open what they sealed before a rotation. */
export type EncryptionKeys = readonly [EncryptionKey, ...EncryptionKey[]];

export function encryptionKeys(config: AppConfig): EncryptionKeys {
  const current = config.secrets.encryptionKey ?? generatedKey(config.dataDir);
  return [keyOf(current), ...previousKeys(config).map(keyOf)];
}

function previousKeys({ secrets, dataDir }: AppConfig): string[] {
  const stored = secrets.encryptionKey ? null : readKey(join(dataDir, PREVIOUS_NAME));
  return [secrets.encryptionKeyPrevious, stored].filter((key) => typeof key === 'string');
}

/** The same keys for a process that runs on: a generated key that was rotated meanwhile is read anew. */
export function livingKeys(config: AppConfig): () => EncryptionKeys {
  let keys = encryptionKeys(config);
  if (config.secrets.encryptionKey) return () => keys;
  const file = join(config.dataDir, FILE_NAME);
  let seen = versionOf(file);
  return () => {
    const version = versionOf(file);
    if (version === seen || version === null) return keys;
    keys = encryptionKeys(config);
    seen = version;
    return keys;
  };
}

function versionOf(file: string): string | null {
  const found = statSync(file, { throwIfNoEntry: false });
  return found ? `${found.ino} ${found.mtimeMs}` : null;
}

/**
 * Puts a new key in the place of the generated one, which is kept beside it. A rotation that was broken off goes on
 * with the key that it made.
 */
export function replaceGeneratedKey(config: AppConfig): void {
  const [file, previous] = [join(config.dataDir, FILE_NAME), join(config.dataDir, PREVIOUS_NAME)];
  const [current, before] = [generatedKey(config.dataDir), readKey(previous)];
  if (before !== null && before !== current) return;
  if (before === null) linkSync(file, previous);
  renameSync(writeDraft(file), file);
}

/** After everything was sealed anew: nothing needs it any more. */
export function forgetPreviousGeneratedKey({ dataDir }: AppConfig): void {
  rmSync(join(dataDir, PREVIOUS_NAME), { force: true });
}

/** Those that are there, for commands: none is made. */
export function knownKeys(config: AppConfig): EncryptionKey[] {
  const { encryptionKey } = config.secrets;
  const current = encryptionKey ?? readKey(join(config.dataDir, FILE_NAME));
  return [current, ...previousKeys(config)].filter((key) => typeof key === 'string').map(keyOf);
}

function keyOf(base64: string): EncryptionKey {
  const bytes = Buffer.from(base64, 'base64');
  return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes };
}

/** Reads the key of an earlier start, or makes one. Two processes that start at once agree on one key. */
function generatedKey(dataDir: string): string {
  const file = join(dataDir, FILE_NAME);
  const existing = readKey(file);
  if (existing) return existing;
  mkdirSync(dataDir, { recursive: true });
  const draft = writeDraft(file);
  try {
    // A link appears whole or not at all and never replaces what another process made first.
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(draft);
  }
  const made = readKey(file);
  if (!made) throw unreadable();
  return made;
}

function writeDraft(file: string): string {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  return draft;
}

function readKey(file: string): string | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw unreadable();
  }
  if (Buffer.from(text, 'base64').length !== KEY_BYTES) throw unreadable();
  return text;
}

// A new key in its place would make every stored token unreadable without a word.
function unreadable(): ConfigurationError {
  return new ConfigurationError([
    `DATA_DIR: ${FILE_NAME} in it cannot be read or does not hold a key; allowed: the file as it was generated, ` +
      'or ENCRYPTION_KEY with 32 bytes in base64',
  ]);
}
