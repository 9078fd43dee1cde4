import { createHash, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError, type AppConfig } from '../config';
import { giveToOwner } from '../data-dir';

const FILE_NAME = 'encryption.key';
/** From a rotation of the generated key to the next start: those before, line by line, the latest first. */
const PREVIOUS_NAME = 'encryption.key.previous';
const DRAFT = /^encryption\.key(\.previous)?\.\d+\.[\da-f]{8}$/;
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
  return [keyOf(current), ...previousKeys(config, current).map(keyOf)];
}

/** A rotation that was killed may have left the current key among them: that one does not count. */
function previousKeys({ secrets, dataDir }: AppConfig, current: string | null): string[] {
  const stored = secrets.encryptionKey ? [] : readKeys(join(dataDir, PREVIOUS_NAME));
  const keys = new Set([secrets.encryptionKeyPrevious, ...stored].filter((key) => typeof key === 'string'));
  return [...keys].filter((key) => key !== current);
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
 * Puts a new key in the place of the generated one. That one and those before it are kept beside it, since a process
 * that runs may still hold any of them; at every moment the key that sealed something is in one of the two files.
 */
export function replaceGeneratedKey({ dataDir }: AppConfig): void {
  const [file, previous] = [join(dataDir, FILE_NAME), join(dataDir, PREVIOUS_NAME)];
  const current = generatedKey(dataDir);
  const before = new Set([current, ...readKeys(previous)]);
  renameSync(writeDraft(dataDir, previous, [...before]), previous);
  renameSync(writeDraft(dataDir, file, [newKey()]), file);
}

/** After everything was sealed anew: nothing needs it any more. */
export function forgetPreviousGeneratedKey({ dataDir }: AppConfig): void {
  rmSync(join(dataDir, PREVIOUS_NAME), { force: true });
}

/** What killed processes were about to put in the place of a key: nothing was ever sealed with it. */
export function forgetKeyDrafts({ dataDir }: AppConfig): void {
  for (const name of namesIn(dataDir)) if (DRAFT.test(name)) rmSync(join(dataDir, name), { force: true });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Those that are there, for commands: none is made. */
export function knownKeys(config: AppConfig): EncryptionKey[] {
  const { encryptionKey } = config.secrets;
  const current = encryptionKey ?? readKey(join(config.dataDir, FILE_NAME));
  return [current, ...previousKeys(config, current)].filter((key) => typeof key === 'string').map(keyOf);
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
  const draft = writeDraft(dataDir, file, [newKey()]);
  try {
    // A link appears whole or not at all and never replaces what another process made first.
    linkSync(draft, file);
  } catch (error) {
    // ENOENT: another process made the key, and took the draft for one that nobody needs.
    if (!['EEXIST', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  const made = readKey(file);
  if (!made) throw unreadable();
  return made;
}

const newKey = (): string => randomBytes(KEY_BYTES).toString('base64');

function writeDraft(dataDir: string, file: string, keys: string[]): string {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  // What takes the place of a key has to be on the disk before it does.
  writeFileSync(draft, keys.map((key) => `${key}\n`).join(''), { mode: 0o600, flag: 'wx', flush: true });
  giveToOwner(dataDir, draft);
  return draft;
}

/** The first key of the file; null where there is no file. */
function readKey(file: string): string | null {
  return readKeys(file)[0] ?? null;
}

function readKeys(file: string): string[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw unreadable();
  }
  const keys = text.split('\n').map((line) => line.trim());
  if (keys.some((key) => Buffer.from(key, 'base64').length !== KEY_BYTES)) throw unreadable();
  return keys;
}

// A new key in its place would make every stored token unreadable without a word.
function unreadable(): ConfigurationError {
  return new ConfigurationError([
    `DATA_DIR: ${FILE_NAME} in it cannot be read or does not hold a key; allowed: the file as it was generated, ` +
      'or ENCRYPTION_KEY with 32 bytes in base64',
  ]);
}
