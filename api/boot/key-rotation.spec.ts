import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { createTestApp, createTestDatabase, type TestDatabase } from '../testing';
import { runSource } from '../testing/source-process';
import { AppConfig, readEnvironment } from '../infra/config';
import { encryptionKeys, SecretBox, type SealedSecret } from '../infra/crypto';
import { agreeOnKey } from './sealing-key';

jest.setTimeout(120_000);

const newKey = () => randomBytes(32).toString('base64');
const silent = { info: () => undefined, warn: () => undefined };

describe('npm run keys:rotate', () => {
  let test: TestDatabase;
  let DATA_DIR: string;

  beforeEach(async () => {
    test = await createTestDatabase();
    DATA_DIR = mkdtempSync(join(tmpdir(), 'smartplex-rotation-'));
  });

  afterEach(async () => {
    await test.drop();
    rmSync(DATA_DIR, { recursive: true });
  });

  const configOf = (env: Record<string, string> = {}) => new AppConfig(readEnvironment({ DATA_DIR, ...env }), test.url);
  const boxOf = (env: Record<string, string> = {}) => new SecretBox(encryptionKeys(configOf(env)));
  const rotate = (env: Record<string, string> = {}) =>
    runSource('api/rotate-keys.ts', [], { DATABASE_URL: test.url, DATA_DIR, ...env });
  const fill = (count: number, box: SecretBox) =>
    test.database.run(
      `INSERT INTO sign_in_pins (plex_pin_id, code, browser_hash, sealed_token, expires_at)
       SELECT n, 'x', decode(repeat('ab', 32), 'hex'), sealed, now() FROM unnest($1::text[]) WITH ORDINALITY AS t (sealed, n)`,
      [Array.from({ length: count }, (_, n) => box.seal(`secret ${n + 1}`))],
    );
  const setAi = (value: object) =>
    test.database.run(`INSERT INTO settings (name, value) VALUES ('ai-provider', $1::jsonb)`, [JSON.stringify(value)]);
  const sealedOnes = async () =>
    (
      await test.database.rows<{ sealed: SealedSecret }>(
        `SELECT sealed_token AS sealed FROM sign_in_pins ORDER BY plex_pin_id`,
      )
    ).map(({ sealed }) => sealed);
  const aiSetting = async () =>
    (await test.database.row<{ value: { model: string; sealedApiKey: SealedSecret } }>(
      `SELECT value FROM settings WHERE name = 'ai-provider'`,
    ))!.value;

  it('goes on after a kill, and leaves nothing that needs the previous key', async () => {
    const [old, next] = [newKey(), newKey()];
    const env = { ENCRYPTION_KEY: next, ENCRYPTION_KEY_PREVIOUS: old };
    await agreeOnKey(configOf({ ENCRYPTION_KEY: old }), silent);
    const before = boxOf({ ENCRYPTION_KEY: old });
    await fill(3_000, before);
    await setAi({ model: 'scripted-1', sealedApiKey: before.seal('the key of the provider') });
    // Held, the last one keeps the work from its end before the kill.
    const holder = new Client({ connectionString: test.url });
    await holder.connect();
    await holder.query('BEGIN; SELECT FROM sign_in_pins ORDER BY sealed_token DESC LIMIT 1 FOR UPDATE');
    const killed = rotate(env);
    const [{ id }] = encryptionKeys(configOf(env));
    const renewed = async () => (await sealedOnes()).filter((sealed) => sealed.startsWith(`v1.${id}.`)).length;
    while ((await renewed()) === 0) await sleep(2);
    killed.kill('SIGKILL');
    await killed.exited;
    expect(await renewed()).toBeLessThan(3_000);
    await holder.end();
    const both = boxOf(env);
    for (const [n, sealed] of (await sealedOnes()).entries()) expect(both.open(sealed)).toBe(`secret ${n + 1}`);

    expect((await rotate(env).exited).code).toBe(0);
    const after = boxOf({ ENCRYPTION_KEY: next });
    for (const [n, sealed] of (await sealedOnes()).entries()) expect(after.open(sealed)).toBe(`secret ${n + 1}`);
    const { model, sealedApiKey } = await aiSetting();
    expect([model, after.open(sealedApiKey)]).toEqual(['scripted-1', 'the key of the provider']);
    await agreeOnKey(configOf({ ENCRYPTION_KEY: next, REDIS_URL: 'redis://127.0.0.1:1' }), silent);
  });

  it('makes the new key itself where the key was generated, and the SmartPlex that runs uses it at once', async () => {
    await agreeOnKey(configOf(), silent);
    const app = await createTestApp({ databaseUrl: test.url, env: { DATA_DIR } });
    try {
      const running = app.app.get(SecretBox, { strict: false });
      await fill(5, running);
      const first = readFileSync(join(DATA_DIR, 'encryption.key'), 'utf8');
      const rotation = rotate();
      expect([(await rotation.exited).code, rotation.stderr()]).toEqual([0, '']);
      expect(rotation.stdout()).toContain('5 secrets were sealed with the new key');
      expect(readFileSync(join(DATA_DIR, 'encryption.key'), 'utf8')).not.toBe(first);
      expect((await sealedOnes()).map((sealed) => running.open(sealed))).toEqual(
        [1, 2, 3, 4, 5].map((n) => `secret ${n}`),
      );
      const [current] = encryptionKeys(configOf());
      expect(running.seal('later')).toMatch(new RegExp(`^v1\\.${current.id}\\.`));
    } finally {
      await app.close();
    }
    // The next start finds nothing that needs the previous key.
    expect(existsSync(join(DATA_DIR, 'encryption.key.previous'))).toBe(true);
    await agreeOnKey(configOf(), silent);
    expect(existsSync(join(DATA_DIR, 'encryption.key.previous'))).toBe(false);
    expect(boxOf().open((await sealedOnes())[0])).toBe('secret 1');
  });

  it('makes another key each time, and a SmartPlex that runs opens what any of them sealed', async () => {
    await agreeOnKey(configOf(), silent);
    const app = await createTestApp({ databaseUrl: test.url, env: { DATA_DIR } });
    const keys = [readFileSync(join(DATA_DIR, 'encryption.key'), 'utf8')];
    try {
      const running = app.app.get(SecretBox, { strict: false });
      await fill(5, running);
      const underWay = running.seal('begun before');
      for (const _ of [1, 2, 3]) {
        const rotation = rotate();
        expect([(await rotation.exited).code, rotation.stderr()]).toEqual([0, '']);
        expect(rotation.stdout()).toContain('5 secrets were sealed with the new key');
        keys.push(readFileSync(join(DATA_DIR, 'encryption.key'), 'utf8'));
      }
      expect(new Set(keys).size).toBe(4);
      expect((await sealedOnes()).map((sealed) => running.open(sealed))).toContain('secret 5');
      expect(running.open(underWay)).toBe('begun before');
    } finally {
      await app.close();
    }
    await agreeOnKey(configOf(), silent);
    expect(readdirSync(DATA_DIR).sort()).toEqual(['encryption.key']);
    expect(boxOf().open((await sealedOnes())[0])).toBe('secret 1');
  });

  it.each([
    ['before the new key was in its place', 0],
    ['before anything was sealed with the new key', 1],
  ])('that was killed %s leaves nothing behind but the keys that are needed', async (_, made) => {
    await agreeOnKey(configOf(), silent);
    await fill(5, boxOf());
    const file = join(DATA_DIR, 'encryption.key');
    linkSync(file, `${file}.previous`);
    writeFileSync(`${file}.4711.0a1b2c3d`, `${newKey()}\n`);
    writeFileSync(`${file}.previous.4711.0a1b2c3d`, '');
    const next = newKey();
    if (made) {
      rmSync(file);
      writeFileSync(file, `${next}\n`);
      expect((await rotate().exited).code).toBe(0);
      expect(readFileSync(file, 'utf8').trim()).toBe(next);
    }
    await agreeOnKey(configOf(), silent);
    expect(readdirSync(DATA_DIR)).toEqual(['encryption.key']);
    expect((await sealedOnes()).map((sealed) => boxOf().open(sealed))).toContain('secret 5');
  });

  it('may be killed at any moment: every secret can be opened, and the next one ends the work', async () => {
    await agreeOnKey(configOf(), silent);
    await fill(300, boxOf());
    const versions = () =>
      readdirSync(DATA_DIR)
        // A draft may have been given its name meanwhile.
        .map((name) => statSync(join(DATA_DIR, name), { throwIfNoEntry: false })?.ino)
        .join();
    for (const laterMs of [0, 5]) {
      const [killed, before] = [rotate(), versions()];
      let ended = false;
      void killed.exited.then(() => (ended = true));
      // One that ends what the one before had begun puts no file in its place.
      while (versions() === before && !ended) await sleep(1);
      await sleep(laterMs);
      killed.kill('SIGKILL');
      expect((await killed.exited).code ?? 0).toBe(0);
      for (const [n, sealed] of (await sealedOnes()).entries()) expect(boxOf().open(sealed)).toBe(`secret ${n + 1}`);
    }
    expect((await rotate().exited).code).toBe(0);
    await agreeOnKey(configOf(), silent);
    expect(readdirSync(DATA_DIR)).toEqual(['encryption.key']);
    expect((await sealedOnes()).map((sealed) => boxOf().open(sealed))).toContain('secret 300');
  });

  it.each([
    ['the previous key is not given', { ENCRYPTION_KEY: newKey() }, /ENCRYPTION_KEY_PREVIOUS: missing/],
    [
      'neither key is that of the database',
      { ENCRYPTION_KEY: newKey(), ENCRYPTION_KEY_PREVIOUS: newKey() },
      /ENCRYPTION_KEY: not the key that seals/,
    ],
    ['it is asked for in a folder without a key', {}, /ENCRYPTION_KEY: not the key that seals/],
  ])('is refused when %s', async (_, env, words) => {
    await agreeOnKey(configOf({ ENCRYPTION_KEY: newKey() }), silent);
    const rotation = rotate(env);
    expect((await rotation.exited).code).toBe(78);
    expect(rotation.stderr()).toMatch(words);
    expect(existsSync(join(DATA_DIR, 'encryption.key'))).toBe(false);
  });
});
