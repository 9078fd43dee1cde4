import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, testPort, type TestDatabase } from '../testing';
import { runSource } from '../testing/source-process';
import { AppConfig, ConfigurationError, readEnvironment } from '../infra/config';
import { encryptionKeys, SecretBox, type SealedSecret } from '../infra/crypto';
import { agreeOnKey } from './sealing-key';

jest.setTimeout(60_000);

const key = () => randomBytes(32).toString('base64');
const CLUSTER = { REDIS_URL: 'redis://127.0.0.1:1', DATABASE_URL: 'postgres://127.0.0.1:1/x', PROCESS_ROLE: 'api' };

describe('the key that seals secrets', () => {
  let test: TestDatabase;
  let folder: string;
  let said: string[];
  const log = { info: () => undefined, warn: (_: object, message: string) => void said.push(message) };

  beforeEach(async () => {
    test = await createTestDatabase();
    folder = mkdtempSync(join(tmpdir(), 'smartplex-key-'));
    said = [];
  });

  afterEach(async () => {
    await test.drop();
    rmSync(folder, { recursive: true });
  });

  const configOf = (env: Record<string, string>) =>
    new AppConfig(readEnvironment({ DATA_DIR: join(folder, 'one'), ...env }), test.url);
  const agree = (env: Record<string, string>) => agreeOnKey(configOf(env), log);
  const registered = async () =>
    (await test.database.row<{ id: string }>(`SELECT value #>> '{}' AS id FROM settings WHERE name = 'encryption-key'`))
      ?.id;
  const boxOf = (env: Record<string, string>) => new SecretBox(encryptionKeys(configOf(env)));

  it('is the same for every process, or the one that came later does not start', async () => {
    const [ours, foreign] = [key(), key()];
    await agree({ ...CLUSTER, ENCRYPTION_KEY: ours });
    await agree({ ...CLUSTER, PROCESS_ROLE: 'worker', ENCRYPTION_KEY: ours });
    const refused = await agree({ ...CLUSTER, ENCRYPTION_KEY: foreign }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ConfigurationError);
    expect((refused as ConfigurationError).lines).toEqual([expect.stringMatching(/^ENCRYPTION_KEY: .*allowed: /)]);
    expect((refused as ConfigurationError).message).not.toContain(foreign);
    await agree({ ...CLUSTER, ENCRYPTION_KEY: ours });
  });

  it('is refused where two processes that start at once each made their own', async () => {
    const starts = ['one', 'two'].map((name) => agree({ ...CLUSTER, DATA_DIR: join(folder, name) }));
    const results = await Promise.allSettled(starts);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(said).toEqual([expect.stringContaining('ENCRYPTION_KEY is not set')]);
  });

  it('may be generated where every process shares the folder', async () => {
    await Promise.all([agree(CLUSTER), agree({ ...CLUSTER, PROCESS_ROLE: 'worker' })]);
  });

  it('seals everything anew after a rotation, so that the previous one can go', async () => {
    const [old, next] = [key(), key()];
    await agree({ ...CLUSTER, ENCRYPTION_KEY: old });
    const before = boxOf({ ENCRYPTION_KEY: old });
    await test.database.run(`INSERT INTO plex_accounts (account_id, sealed_token) VALUES (1, $1), (2, 'damaged')`, [
      before.seal('a token'),
    ]);
    await test.database.run(
      `INSERT INTO plex_servers (machine_identifier, name, owned, uri, sealed_token, owner_account_id)
       VALUES ('m', 'Attic', true, 'http://attic:32400', $1, 1)`,
      [before.seal("the server's")],
    );
    // First every process learns the new key, then all of them use it, then the old one is forgotten.
    await agree({ ...CLUSTER, ENCRYPTION_KEY: old, ENCRYPTION_KEY_PREVIOUS: next });
    await agree({ ...CLUSTER, ENCRYPTION_KEY: next, ENCRYPTION_KEY_PREVIOUS: old });
    await agree({ ...CLUSTER, ENCRYPTION_KEY: next });
    await expect(agree({ ...CLUSTER, ENCRYPTION_KEY: old })).rejects.toBeInstanceOf(ConfigurationError);
    const rows = await test.database.rows<{ sealed: SealedSecret }>(
      'SELECT sealed_token AS sealed FROM plex_accounts UNION ALL SELECT sealed_token FROM plex_servers ORDER BY 1 DESC',
    );
    const after = boxOf({ ENCRYPTION_KEY: next });
    const opened = rows.filter(({ sealed }) => sealed !== 'damaged').map(({ sealed }) => after.open(sealed));
    expect(opened.sort()).toEqual(['a token', "the server's"]);
    expect(rows.map(({ sealed }) => sealed)).toContain('damaged');
  });

  it('may be lost by a process that is alone: it says so and goes on with a new one', async () => {
    await agree({ ENCRYPTION_KEY: key() });
    await agree({ ENCRYPTION_KEY: key() });
    expect(said).toEqual([expect.stringContaining('have to be linked again')]);
  });

  it('is not taken over from a process that runs: the other one ends and says what to do', async () => {
    const [ours, foreign] = [key(), key()];
    const launch = async (ENCRYPTION_KEY: string) => {
      const env = { ENCRYPTION_KEY, DATABASE_URL: test.url, DATA_DIR: join(folder, 'one'), LOG_LEVEL: 'warn' };
      return runSource('api/main.ts', [], { ...env, PORT: String(await testPort()), HOST: '127.0.0.1' });
    };
    const running = await launch(ours);
    await running.until(/SmartPlex is ready/);
    const refused = await launch(foreign);
    expect((await refused.exited).code).toBe(78);
    const [ourId, foreignId] = [ours, foreign].map(
      (ENCRYPTION_KEY) => encryptionKeys(configOf({ ENCRYPTION_KEY }))[0].id,
    );
    expect(refused.stderr()).toContain(`(key ${foreignId}, not ${ourId}; SmartPlex is connected from 127.0.0.1)`);
    expect(refused.stderr()).toContain('stop every process');
    expect(await registered()).toBe(ourId);
    running.kill('SIGTERM');
    await running.exited;
    const alone = await launch(foreign);
    await alone.until(/SmartPlex is ready/);
    expect(await registered()).toBe(foreignId);
    alone.kill('SIGTERM');
    await alone.exited;
  });

  it('is not taken over from a process that is about to run', async () => {
    const ours = configOf({ ENCRYPTION_KEY: key() });
    let refused: unknown;
    await agreeOnKey(ours, log, async () => {
      refused = await agree({ ENCRYPTION_KEY: key() }).catch((error: unknown) => error);
    });
    expect(refused).toBeInstanceOf(ConfigurationError);
    expect(await registered()).toBe(encryptionKeys(ours)[0].id);
    expect(said).toEqual([]);
  });

  it('that turns up again opens what it sealed, and is needed for one start only', async () => {
    const [lost, next] = [key(), key()];
    await agree({ ENCRYPTION_KEY: lost });
    await test.database.run(`INSERT INTO plex_accounts (account_id, sealed_token) VALUES (1, $1)`, [
      boxOf({ ENCRYPTION_KEY: lost }).seal('a token'),
    ]);
    await agree({ ENCRYPTION_KEY: next });
    await agree({ ENCRYPTION_KEY: next, ENCRYPTION_KEY_PREVIOUS: lost });
    const row = await test.database.row<{ sealed: SealedSecret }>('SELECT sealed_token AS sealed FROM plex_accounts');
    expect(boxOf({ ENCRYPTION_KEY: next }).open(row!.sealed)).toBe('a token');
  });
});
