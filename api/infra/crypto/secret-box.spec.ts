import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppConfig, ConfigurationError, readEnvironment } from '../config';
import { encryptionKeys } from './encryption-key';
import { SealedSecretError, SecretBox } from './secret-box';
import type { SealedSecret } from './sealed-secret';

const boxOf = (env: Record<string, string>) => new SecretBox(encryptionKeys(new AppConfig(readEnvironment(env), '')));

describe('the secret box', () => {
  const folder = mkdtempSync(join(tmpdir(), 'smartplex-crypto-'));
  const first = randomBytes(32).toString('base64');
  const second = randomBytes(32).toString('base64');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('opens what it sealed and hides the text', () => {
    const box = boxOf({ ENCRYPTION_KEY: first });
    const sealed = box.seal('token-äöü-🎬');
    expect(sealed).not.toContain('token');
    expect(box.open(sealed)).toBe('token-äöü-🎬');
  });

  it('never seals the same text to the same value', () => {
    const box = boxOf({ ENCRYPTION_KEY: first });
    expect(box.seal('x')).not.toBe(box.seal('x'));
  });

  it('opens with the previous key during a rotation, seals with the new one and tells which are stale', () => {
    const old = boxOf({ ENCRYPTION_KEY: first }).seal('secret');
    const rotated = boxOf({ ENCRYPTION_KEY: second, ENCRYPTION_KEY_PREVIOUS: first });
    expect(rotated.open(old)).toBe('secret');
    expect(rotated.isStale(old)).toBe(true);
    expect(rotated.isStale(rotated.seal('secret'))).toBe(false);
    expect(boxOf({ ENCRYPTION_KEY: second }).open(rotated.seal('secret'))).toBe('secret');
  });

  it.each([
    ['another key', (sealed: string) => sealed.replace(/^v1\.\w+/, 'v1.00000000')],
    ['a changed byte', (sealed: string) => sealed.slice(0, -2) + (sealed.endsWith('AA') ? 'BB' : 'AA')],
    ['a cut end', (sealed: string) => sealed.slice(0, -20)],
    ['plain text', () => 'token'],
    ['nothing', () => ''],
  ])('refuses %s without saying what is inside', (_, damage) => {
    const box = boxOf({ ENCRYPTION_KEY: first });
    const damaged = damage(box.seal('a secret that is long enough')) as SealedSecret;
    expect(() => box.open(damaged)).toThrow(SealedSecretError);
  });

  it('keeps a generated key in a file that only its owner reads, and finds it again', () => {
    const sealed = boxOf({ DATA_DIR: join(folder, 'data') }).seal('secret');
    const file = join(folder, 'data/encryption.key');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(Buffer.from(readFileSync(file, 'utf8'), 'base64')).toHaveLength(32);
    expect(boxOf({ DATA_DIR: join(folder, 'data') }).open(sealed)).toBe('secret');
  });

  it('refuses a damaged key file in one line instead of making a new key', () => {
    boxOf({ DATA_DIR: folder });
    writeFileSync(join(folder, 'encryption.key'), 'damaged');
    expect(() => boxOf({ DATA_DIR: folder })).toThrow(ConfigurationError);
    expect(readFileSync(join(folder, 'encryption.key'), 'utf8')).toBe('damaged');
  });
});
