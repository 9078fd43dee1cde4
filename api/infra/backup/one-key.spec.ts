import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { Client } from 'pg';
import { agreeOnKey } from '../../boot/sealing-key';
import { createDatabaseFromTemplate, createTestDatabase, dropDatabase, type TestDatabase } from '../../testing';
import { runSource, type SourceProcess } from '../../testing/source-process';
import { AppConfig, readEnvironment } from '../config';
import {
  encryptionKeys,
  knownKeys,
  registerKey,
  replaceGeneratedKey,
  sealAgain,
  SEALING_LOCK,
  SecretBox,
  type SealedSecret,
} from '../crypto';
import { MAGIC } from './file/format';
import { frame, jsonFrame, readFrames } from './file/frames';
import { makeBackup } from './make-backup';
import { restoreBackup } from './restore.repository';

jest.setTimeout(120_000);

const silent = { info: () => undefined, warn: () => undefined };
const COUNT = 400;

describe('a backup made around a rotation of the key', () => {
  let source: TestDatabase;
  let DATA_DIR: string;
  let file: string;
  const targets: string[] = [];

  beforeEach(async () => {
    source = await createTestDatabase();
    DATA_DIR = mkdtempSync(join(tmpdir(), 'smartplex-one-key-'));
    file = join(DATA_DIR, 'one.gz');
    await agreeOnKey(configOf(), silent);
    await source.database.run(
      `INSERT INTO sign_in_pins (plex_pin_id, code, browser_hash, sealed_token, expires_at)
       SELECT n, 'x', decode(repeat('ab', 32), 'hex'), sealed, now() FROM unnest($1::text[]) WITH ORDINALITY AS t (sealed, n)`,
      [Array.from({ length: COUNT }, (_, n) => boxOf(DATA_DIR).seal(`secret ${n + 1}`))],
    );
  });

  afterEach(async () => {
    await source.drop();
    for (const url of targets.splice(0)) await dropDatabase(url);
    rmSync(DATA_DIR, { recursive: true });
  });

  const configOf = (folder = DATA_DIR) => new AppConfig(readEnvironment({ DATA_DIR: folder }), source.url);
  const boxOf = (folder: string) => new SecretBox(encryptionKeys(configOf(folder)));
  const keys = () => knownKeys(configOf());
  const command = (name: string, url: string, folder: string, ...args: string[]) =>
    runSource(`api/${name}.ts`, args, { DATABASE_URL: url, DATA_DIR: folder });

  async function ended(process: SourceProcess): Promise<{ code: number | null; out: string; said: string }> {
    const { code } = await process.exited;
    await sleep(20);
    return { code, out: process.stdout(), said: process.stderr() };
  }

  /** Restores into an empty database with these files of DATA_DIR and no others. */
  /** Restores into an empty database with these files of DATA_DIR and no others. */
  async function restored(files: string[], withoutKey = false) {
    const url = await createDatabaseFromTemplate();
    targets.push(url);
    const folder = mkdtempSync(join(DATA_DIR, 'restored-'));
    for (const name of files) copyFileSync(join(DATA_DIR, name), join(folder, name));
    const fault = await restoreBackup(url, file, { keys: knownKeys(configOf(folder)), withoutKey }).catch(
      (error: unknown) => error,
    );
    const client = new Client(url);
    await client.connect();
    const { rows } = await client.query<{ sealed: SealedSecret }>('SELECT sealed_token AS sealed FROM sign_in_pins');
    await client.end();
    const readable = rows.filter(({ sealed }) => boxOf(folder).tryOpen(sealed) !== null).length;
    return { result: fault, rows: rows.length, readable };
  }

  async function withClient(work: (client: Client) => Promise<void>): Promise<void> {
    const client = new Client(source.url);
    await client.connect();
    await work(client).finally(() => client.end());
  }

  /** The key is another one from now on, and some were sealed with it before the rotation was killed. */
  async function breakOff(registered: boolean): Promise<void> {
    replaceGeneratedKey(configOf());
    const [{ id }] = keys();
    if (!registered) return;
    await withClient((client) => registerKey(client, id));
    await source.database.run('UPDATE sign_in_pins SET sealed_token = $1 WHERE plex_pin_id = 1', [
      boxOf(DATA_DIR).seal('secret 1'),
    ]);
  }

  /** As a version made it that looked at no row: sealed with the newest key, and nothing is said of the others. */
  async function asOfOld(): Promise<void> {
    await makeBackup(source.url, file, { keys: () => keys().slice(0, 1) });
    const hmac = createHmac('sha256', Buffer.from(hkdfSync('sha256', keys()[0].bytes, '', 'smartplex backup', 32)));
    const parts: Buffer[] = [MAGIC];
    for await (const { type, payload } of readFrames(file)) {
      const said = () => JSON.parse(payload.toString()) as object;
      if (type === 'H') parts.push(jsonFrame(type, { ...said(), lostKeys: undefined }));
      else if (type !== 'Z') parts.push(frame(type, Buffer.from(payload)));
      else parts.push(jsonFrame(type, { ...said(), hmac: hmac.update(Buffer.concat(parts)).digest('hex') }));
    }
    writeFileSync(file, gzipSync(Buffer.concat(parts)));
  }

  it('that was killed needs nothing but the new key', async () => {
    const versionOf = () => statSync(join(DATA_DIR, 'encryption.key')).ino;
    const [killed, before] = [command('rotate-keys', source.url, DATA_DIR), versionOf()];
    while (versionOf() === before) await sleep(1);
    killed.kill('SIGKILL');
    await killed.exited;
    expect(await ended(command('backup', source.url, DATA_DIR, file))).toMatchObject({ code: 0, said: '' });
    expect(await restored(['encryption.key'])).toMatchObject({
      result: { unreadable: 0 },
      rows: COUNT,
      readable: COUNT,
    });
  });

  it.each([
    ['before the database knew of the new key', false],
    ['after the first secrets', true],
  ])('that was broken off %s ends it', async (_, registered) => {
    await breakOff(registered);
    await makeBackup(source.url, file, { keys, generated: true });
    expect(await restored(['encryption.key'])).toMatchObject({
      result: { unreadable: 0 },
      rows: COUNT,
      readable: COUNT,
    });
    await agreeOnKey(configOf(), silent);
  });

  it('that is under way waits for its end, and reads the keys only then', async () => {
    await withClient(async (client) => {
      await client.query('SELECT pg_advisory_lock($1)', [SEALING_LOCK]);
      let done = false;
      const made = makeBackup(source.url, file, { keys, generated: true }).finally(() => (done = true));
      replaceGeneratedKey(configOf());
      await registerKey(client, keys()[0].id);
      await sleep(300);
      expect(done).toBe(false);
      await sealAgain(client, boxOf(DATA_DIR), keys()[0].id);
      await client.query('SELECT pg_advisory_unlock($1)', [SEALING_LOCK]);
      expect(await made).toMatchObject({ unreadable: 0 });
    });
    expect(await restored(['encryption.key'])).toMatchObject({
      result: { unreadable: 0 },
      rows: COUNT,
      readable: COUNT,
    });
  });

  it('and half sealed by an older version is refused without the previous key, and restored with it', async () => {
    await breakOff(true);
    await asOfOld();
    expect(await restored(['encryption.key'])).toMatchObject({
      result: { fault: 'wrong-key', message: expect.stringMatching(new RegExp(`^${COUNT - 1} secrets of the file`)) },
      rows: 0,
    });
    const whole = await restored(['encryption.key', 'encryption.key.previous']);
    expect(whole).toMatchObject({ result: { unreadable: 0 }, rows: COUNT, readable: COUNT });
    const closed = await restored(['encryption.key'], true);
    expect(closed).toMatchObject({ result: { unreadable: COUNT - 1 }, rows: COUNT, readable: 1 });
  });

  it('says how many secrets are lost with their key, and is restored all the same', async () => {
    const lost = new SecretBox([{ id: 'abcdef01', bytes: randomBytes(32) }]).seal('lost');
    await source.database.run('UPDATE sign_in_pins SET sealed_token = $1 WHERE plex_pin_id < 4', [lost]);
    const made = await ended(command('backup', source.url, DATA_DIR, file));
    expect(made).toMatchObject({ code: 0, said: '' });
    expect(made.out).toContain('3 secrets in it are sealed with a key that is lost');
    const restoration = await restored(['encryption.key']);
    expect(restoration).toMatchObject({ result: { unreadable: 3 }, rows: COUNT, readable: COUNT - 3 });
  });
});
