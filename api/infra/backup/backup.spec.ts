import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Client } from 'pg';
import { People, SETUP_CODE } from '../../auth/testing/people';
import { ScriptedPlex } from '../../auth/testing/scripted-plex';
import {
  createDatabaseFromTemplate,
  createTestApp,
  createTestDatabase,
  dropDatabase,
  eventually,
  type TestDatabase,
} from '../../testing';
import { fillDatabase } from '../../testing/filled-database';
import { runSource, type SourceProcess } from '../../testing/source-process';
import { agreeOnKey } from '../../boot/sealing-key';
import { AppConfig, readEnvironment } from '../config';
import { encryptionKeys, SecretBox, type SealedSecret } from '../crypto';
import { BackupError } from './backup.error';
import { makeBackup } from './make-backup';
import { MAGIC } from './file/format';
import { frame, jsonFrame, readFrames } from './file/frames';
import { readBackup } from './file/read-backup';
import { restoreBackup } from './restore.repository';

jest.setTimeout(60_000);

const root = join(__dirname, '../../..');
const hook = join(root, 'api/testing/typescript-hook.cjs');
const newKey = () => randomBytes(32).toString('base64');

describe('a backup', () => {
  const ENCRYPTION_KEY = newKey();
  let source: TestDatabase;
  let folder: string;
  let good: string;
  const targets: string[] = [];

  const configOf = (url: string, key = ENCRYPTION_KEY) =>
    new AppConfig(readEnvironment({ DATA_DIR: folder, ENCRYPTION_KEY: key }), url);
  const keysOf = (key = ENCRYPTION_KEY) => encryptionKeys(configOf('', key));

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'smartplex-backup-'));
    source = await createTestDatabase();
    await fillDatabase(source.dataSource);
    await agreeOnKey(configOf(source.url), { info: () => undefined, warn: () => undefined });
    await source.database.run(`UPDATE plex_accounts SET sealed_token = $1`, [new SecretBox(keysOf()).seal('a token')]);
    await source.database.run(`UPDATE media_items SET title = E'Ünïcode\\t\\\\N\\n“' WHERE rating_key = '7'`);
    await source.database.run(`DELETE FROM media_items WHERE rating_key = '500'`);
    good = join(folder, 'good.gz');
    await makeBackup(source.url, good, { keys: keysOf });
  });

  afterAll(async () => {
    await source.drop();
    for (const url of targets) await dropDatabase(url);
    rmSync(folder, { recursive: true });
  });

  async function newDatabase(template?: string): Promise<string> {
    const url = await createDatabaseFromTemplate(template);
    targets.push(url);
    return url;
  }

  async function asked<T>(url: string, text: string): Promise<T[]> {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(text)).rows as T[];
    } finally {
      await client.end();
    }
  }

  /** Of every table: how many rows, and the sum over all that they hold. */
  async function contents(url: string): Promise<Record<string, string>> {
    const tables = await asked<{ name: string }>(
      url,
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
    );
    const found: Record<string, string> = {};
    for (const { name } of tables) {
      const what = name === 'migrations' ? 't.name' : 't::text';
      const [row] = await asked<{ sum: string }>(
        url,
        `SELECT count(*) || ' ' || coalesce(md5(string_agg(${what}, E'\\n' ORDER BY ${what})), '') AS sum FROM ${name} t`,
      );
      found[name] = row.sum;
    }
    return found;
  }

  const schemaOf = (url: string) =>
    asked(
      url,
      `SELECT pg_get_indexdef(indexrelid) AS def FROM pg_index JOIN pg_class c ON c.oid = indexrelid
         WHERE relnamespace = 'public'::regnamespace
       UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || convalidated FROM pg_constraint
         WHERE connamespace = 'public'::regnamespace ORDER BY 1`,
    );

  const command = (name: string, url: string, args: string[], env: Record<string, string> = {}): SourceProcess =>
    runSource(`api/${name}.ts`, args, { DATABASE_URL: url, ENCRYPTION_KEY, DATA_DIR: folder, ...env });

  async function ended(process: SourceProcess): Promise<{ code: number | null; said: string; lines: number }> {
    const { code } = await process.exited;
    await sleep(20);
    return { code, said: process.stderr(), lines: process.stderr().trim().split('\n').length };
  }

  /** Refused with the fault and in those words, and the database is as it was. */
  async function expectRefusal(file: string, fault: string, message: RegExp, url?: string): Promise<void> {
    const target = url ?? (await newDatabase());
    const before = await contents(target);
    const refusal: unknown = await restoreBackup(target, file, { keys: keysOf() }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ fault, message: expect.stringMatching(message) });
    expect(await contents(target)).toEqual(before);
  }

  it('holds every row, and is readable by nobody else', async () => {
    const file = join(folder, 'by-command.gz');
    const process = command('backup', source.url, [file]);
    expect(await ended(process)).toMatchObject({ code: 0, said: '' });
    expect(process.stdout()).toContain(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const target = await newDatabase('template1');
    expect(await ended(command('restore', target, [file]))).toMatchObject({ code: 0, said: '' });
    expect(await contents(target)).toEqual(await contents(source.url));
    expect(await schemaOf(target)).toEqual(await schemaOf(source.url));
    const [{ sealed }] = await asked<{ sealed: SealedSecret }>(
      target,
      'SELECT sealed_token AS sealed FROM plex_accounts',
    );
    expect(new SecretBox(keysOf()).open(sealed)).toBe('a token');
    // The number of the title that was removed is not given out again.
    const [{ id, most }] = await asked<{ id: string; most: string }>(
      target,
      `SELECT nextval(pg_get_serial_sequence('media_items', 'id')) AS id, (SELECT max(id) FROM media_items) AS most`,
    );
    expect(Number(id)).toBe(Number(most) + 2);
  });

  it('keeps everybody signed in', async () => {
    const plex = new ScriptedPlex();
    await plex.start();
    const database = await createTestDatabase();
    const env = { SETUP_CODE, ENCRYPTION_KEY };
    const first = await createTestApp({ databaseUrl: database.url, plexTvUrl: plex.url, env });
    await agreeOnKey(configOf(database.url), { info: () => undefined, warn: () => undefined });
    const admin = await new People(first.url, plex, database.database).setUp();
    const headers = { cookie: `sp_session=${admin.cookie('sp_session')}` };
    const file = join(folder, 'signed-in.gz');
    await makeBackup(database.url, file, { keys: keysOf });
    await first.close();
    await database.drop();
    const target = await newDatabase('template1');
    await restoreBackup(target, file, { keys: keysOf() });
    const second = await createTestApp({ databaseUrl: target, plexTvUrl: plex.url, env });
    const answer = await fetch(`${second.url}/api/v1/auth/session`, { headers });
    expect([answer.status, await answer.json()]).toEqual([200, expect.objectContaining({ user: expect.any(Object) })]);
    const box = second.app.get(SecretBox, { strict: false });
    const [{ sealed }] = await asked<{ sealed: SealedSecret }>(
      target,
      'SELECT sealed_token AS sealed FROM plex_accounts',
    );
    expect(box.open(sealed)).not.toBe('');
    await second.close();
    await plex.stop();
  });

  it('goes into a database that was started once and never used', async () => {
    const target = await newDatabase();
    await asked(target, `INSERT INTO settings (name, value) VALUES ('encryption-key', '"ffffffff"')`);
    await restoreBackup(target, good, { keys: keysOf() });
    expect(await contents(target)).toEqual(await contents(source.url));
  });

  it('of an older schema is restored as it was, and then migrated', async () => {
    const old = await createTestDatabase();
    await fillDatabase(old.dataSource);
    await agreeOnKey(configOf(old.url), { info: () => undefined, warn: () => undefined });
    await old.dataSource.undoLastMigration();
    const file = join(folder, 'old.gz');
    await makeBackup(old.url, file, { keys: keysOf });
    const before = await contents(old.url);
    await old.drop();
    const target = await newDatabase();
    expect(await ended(command('restore', target, [file]))).toMatchObject({ code: 0, said: '' });
    const after = await contents(target);
    expect(Object.keys(after)).toEqual(Object.keys(await contents(source.url)));
    delete before.migrations;
    expect(after).toMatchObject(before);
  });

  it('is of one moment, whatever is written meanwhile', async () => {
    const busy = await createTestDatabase();
    await fillDatabase(busy.dataSource);
    await agreeOnKey(configOf(busy.url), { info: () => undefined, warn: () => undefined });
    let writing = true;
    // Each transaction keeps the two tables equal.
    const writer = (async () => {
      while (writing) {
        await busy.database.transaction(async (sql) => {
          await sql.run(`INSERT INTO media_items (server_id, section_id, rating_key, type, title, sort_title, sort_key, search_text, added_at, content_hash)
            SELECT server_id, section_id, gen_random_uuid()::text, 'movie', 'x', 'x', 'x', 'x', now(), content_hash FROM media_items LIMIT 50`);
          await sql.run(`INSERT INTO item_languages (item_id, source_id, languages)
            SELECT id, id, '{en}' FROM media_items ON CONFLICT DO NOTHING`);
        });
      }
    })();
    const file = join(folder, 'busy.gz');
    await eventually(async () =>
      expect(await busy.database.rows('SELECT FROM media_items OFFSET 500')).not.toEqual([]),
    );
    await makeBackup(busy.url, file, { keys: keysOf });
    writing = false;
    await writer;
    await busy.drop();
    const target = await newDatabase();
    await restoreBackup(target, file, { keys: keysOf() });
    const [{ items, languages }] = await asked<{ items: string; languages: string }>(
      target,
      'SELECT (SELECT count(*) FROM media_items) AS items, (SELECT count(*) FROM item_languages) AS languages',
    );
    expect(Number(items)).toBeGreaterThan(500);
    expect(items).toBe(languages);
  });

  describe('is refused before anything is touched', () => {
    const broken = (name: string, change: (bytes: Buffer) => Buffer): string => {
      const file = join(folder, name);
      writeFileSync(file, change(readFileSync(good)));
      return file;
    };

    it('where it is cut short', async () => {
      const file = broken('short.gz', (bytes) => bytes.subarray(0, bytes.length - 40));
      await expectRefusal(file, 'damaged', /^the file is cut short/);
    });

    it('where it is no backup, or not there', async () => {
      await expectRefusal(
        broken('text.gz', () => Buffer.from('hello, world')),
        'damaged',
        /no backup of SmartPlex/,
      );
      await expectRefusal(join(folder, 'nowhere.gz'), 'no-file', /not there/);
    });

    it('where ENCRYPTION_KEY is another one', async () => {
      const target = await newDatabase();
      const before = await contents(target);
      const result = await ended(command('restore', target, [good], { ENCRYPTION_KEY: newKey() }));
      const said = expect.stringMatching(
        /^SmartPlex cannot restore: ENCRYPTION_KEY is not the key of this file/,
      ) as string;
      expect(result).toEqual({ code: 77, said, lines: 1 });
      expect(await contents(target)).toEqual(before);
    });

    it('where there is no key at all', async () => {
      const result = await ended(command('restore', await newDatabase(), [good], { ENCRYPTION_KEY: '' }));
      const said = expect.stringMatching(/^SmartPlex cannot restore: no key is here; put the encryption.key/) as string;
      expect(result).toEqual({ code: 77, said, lines: 1 });
    });

    it('where it is of a newer SmartPlex', async () => {
      await source.database.run(
        `INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'Later9999999999999')`,
      );
      const file = join(folder, 'newer.gz');
      await makeBackup(source.url, file, { keys: keysOf });
      await source.database.run(`DELETE FROM migrations WHERE name = 'Later9999999999999'`);
      await expectRefusal(file, 'newer-version', /use that version or a newer one/);
    });

    it('where the database holds something', async () => {
      const url = await newDatabase();
      await asked(url, `INSERT INTO plex_accounts (account_id, sealed_token) VALUES (1, 'x')`);
      await expectRefusal(good, 'not-empty', /not empty/, url);
    });

    it('where it stands beside tables of somebody else', async () => {
      const url = await newDatabase('template1');
      await asked(url, `CREATE TABLE theirs AS SELECT 1 AS one`);
      await expectRefusal(good, 'not-empty', /not empty/, url);
    });

    it.each(['theirs', 'jobs'])('where it stands beside an empty table %s of somebody else', async (name) => {
      const url = await newDatabase('template1');
      await asked(url, `CREATE TABLE ${name} (one int)`);
      await expectRefusal(good, 'not-empty', new RegExp(`not empty \\(${name} is no table of SmartPlex`), url);
    });

    it('where an empty table of somebody else stands among our own', async () => {
      const url = await newDatabase();
      await asked(url, `CREATE TABLE theirs (one int)`);
      await expectRefusal(good, 'not-empty', /theirs is no table of SmartPlex/, url);
    });

    it('where a newer SmartPlex made the tables, or another program that migrates', async () => {
      const url = await newDatabase();
      await asked(url, `INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'Later9999999999999')`);
      await asked(url, `CREATE TABLE later (one int)`);
      const result = await ended(command('restore', url, [good]));
      expect(result).toEqual({ code: 76, said: expect.stringMatching(/newer SmartPlex made the tables/), lines: 1 });
      await expectRefusal(good, 'newer-version', /Later9999999999999/, url);
      const other = await newDatabase('template1');
      await asked(other, `CREATE TABLE migrations AS SELECT 1 AS version, 'x' AS name`);
      await expectRefusal(good, 'newer-version', /use that version or a new database/, other);
    });

    it('where SmartPlex runs', async () => {
      const url = await newDatabase();
      const running = new Client({ connectionString: url, application_name: 'smartplex' });
      await running.connect();
      await expectRefusal(good, 'busy', /stop every process/, url);
      await running.end();
    });

    it('wherever a single byte of what it holds is another one, or some were added', async () => {
      const length = statSync(good).size;
      const places = Array.from({ length: 150 }, (_, i) => Math.floor((i * length) / 150));
      const content = gunzipSync(readFileSync(good));
      let refused = 0;
      for (const at of places) {
        const file = broken('bit.gz', (bytes) => {
          bytes[at] ^= 1;
          return bytes;
        });
        const refusal: unknown = await readBackup(file, { keys: keysOf() }).catch((error: unknown) => error);
        if (refusal instanceof BackupError) refused++;
        // The head of gzip tells a time, and one row may be packed as a copy of either of two others.
        else expect(gunzipSync(readFileSync(file)).equals(content)).toBe(true);
      }
      expect(refused).toBeGreaterThan(140);
      const longer = broken('long.gz', (bytes) => Buffer.concat([bytes, bytes]));
      await expect(readBackup(longer, { keys: keysOf() })).rejects.toMatchObject({ fault: 'damaged' });
    });
  });

  describe('that somebody without the key wrote anew is refused', () => {
    async function rewritten(of: 'row' | 'seal'): Promise<string> {
      const parts: Buffer[] = [MAGIC];
      let sum = createHash('sha256');
      for await (const { type, payload } of readFrames(good)) {
        const bytes = Buffer.from(payload);
        if (type === 'T') sum = createHash('sha256');
        if (type === 'D') {
          if (of === 'row') bytes[0] ^= 1;
          sum.update(bytes);
        }
        const said = () => JSON.parse(bytes.toString()) as object;
        if (type === 'E') parts.push(jsonFrame(type, { ...said(), sha256: sum.digest('hex') }));
        else if (type === 'Z' && of === 'seal') parts.push(jsonFrame(type, { ...said(), hmac: '0'.repeat(64) }));
        else parts.push(frame(type, bytes));
      }
      const file = join(folder, `${of}.gz`);
      writeFileSync(file, gzipSync(Buffer.concat(parts)));
      return file;
    }

    it.each(['row', 'seal'] as const)('with another %s, and every sum made to fit', async (of) => {
      await expect(readBackup(await rewritten(of), { keys: keysOf() })).rejects.toMatchObject({ fault: 'damaged' });
    });
  });

  it('whose key was lost is restored when asked for, its secrets closed', async () => {
    const target = await newDatabase();
    const lost = command('restore', target, [good, '--without-key'], { ENCRYPTION_KEY: newKey() });
    expect(await ended(lost)).toMatchObject({ code: 0, said: '' });
    expect(await contents(target)).toEqual(await contents(source.url));
  });

  it('that does not fit on the disk leaves no file, and what stood there before', async () => {
    const home = mkdtempSync(join(folder, 'full-'));
    const file = join(home, 'full.gz');
    writeFileSync(file, 'the one before');
    // A limit on the size of files looks to a process like a disk that is full.
    const program = `ulimit -f 8; exec "$@"`;
    const result = spawnSync('sh', ['-c', program, 'sh', process.execPath, '-r', hook, 'api/backup.ts', file], {
      cwd: root,
      env: { ...process.env, DATABASE_URL: source.url, ENCRYPTION_KEY, DATA_DIR: folder },
      encoding: 'utf8',
    });
    expect(result).toMatchObject({
      status: 74,
      stderr: expect.stringMatching(/^SmartPlex cannot back up: the disk is full/),
    });
    expect(readFileSync(file, 'utf8')).toBe('the one before');
    expect(readdirSync(home)).toEqual(['full.gz']);
  });

  it('is not made with a key that is not that of the database', async () => {
    const file = join(folder, 'foreign.gz');
    const result = await ended(command('backup', source.url, [file], { ENCRYPTION_KEY: newKey() }));
    expect(result).toEqual({ code: 77, said: expect.stringContaining('not the key of this database'), lines: 1 });
    expect(existsSync(file)).toBe(false);
  });

  it('of a DATA_DIR that was mistyped makes no database there', async () => {
    const home = mkdtempSync(join(folder, 'mistyped-'));
    const result = await ended(command('backup', '', [], { DATA_DIR: home }));
    expect(result).toEqual({ code: 66, said: expect.stringContaining('DATA_DIR holds no database'), lines: 1 });
    expect(readdirSync(home).filter((name) => name.startsWith('postgres'))).toEqual([]);
  });

  describe('of a large library', () => {
    let large: TestDatabase;

    beforeAll(async () => {
      large = await createTestDatabase();
      await fillDatabase(large.dataSource);
      await agreeOnKey(configOf(large.url), { info: () => undefined, warn: () => undefined });
      await large.database
        .run(`INSERT INTO media_items (server_id, section_id, rating_key, type, title, sort_title, sort_key, search_text, added_at, content_hash)
         SELECT server_id, section_id, 'x' || i, 'movie', 'Film ' || md5(i::text), 'x', 'x', 'x', now(), md5(i::text)::uuid
         FROM (SELECT * FROM media_items LIMIT 1) m, generate_series(1, 60000) i`);
    });

    afterAll(() => large.drop());

    it('leaves no file under its name when it is killed on its way', async () => {
      const home = mkdtempSync(join(folder, 'killed-'));
      const file = join(home, 'killed.gz');
      writeFileSync(file, 'the one before');
      // Held, the largest table keeps the backup from its end before the kill.
      const holder = new Client({ connectionString: large.url });
      await holder.connect();
      await holder.query('BEGIN; LOCK TABLE media_items IN ACCESS EXCLUSIVE MODE');
      const process = command('backup', large.url, [file]);
      while (!readdirSync(home).some((name) => name.endsWith('.draft'))) await sleep(2);
      process.kill('SIGKILL');
      await process.exited;
      await holder.end();
      expect(readFileSync(file, 'utf8')).toBe('the one before');
      expect(readdirSync(home).filter((name) => !name.endsWith('.draft'))).toEqual(['killed.gz']);

      const foreign = ['.other.gz.nearby@1.draft', '.killed.gz.elsewhere@1.draft', '.notes.draft'];
      for (const name of foreign) writeFileSync(join(home, name), 'x');
      expect(await ended(command('backup', large.url, [file]))).toMatchObject({ code: 0, said: '' });
      // What the killed one left is gone; what may be somebody else's is not.
      expect(readdirSync(home).sort()).toEqual([...foreign, 'killed.gz'].sort());
    });

    it('leaves an empty database when its restore is killed on its way, and can be asked for again', async () => {
      const file = join(folder, 'large.gz');
      await makeBackup(large.url, file, { keys: keysOf });
      const target = await newDatabase();
      const before = await contents(target);
      const process = command('restore', target, [file]);
      // Either may be over between two looks; both are of the same transaction.
      const copying = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database()
        AND (query LIKE 'COPY "media_items"%' OR query LIKE 'CREATE %INDEX % ON public.media_items %')`;
      while ((await asked(target, copying)).length === 0) await sleep(2);
      process.kill('SIGKILL');
      await process.exited;
      const connected = `SELECT 1 FROM pg_stat_activity
        WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`;
      while ((await asked(target, connected)).length > 0) await sleep(20);
      expect(await contents(target)).toEqual(before);
      await restoreBackup(target, file, { keys: keysOf() });
      expect(await contents(target)).toEqual(await contents(large.url));
    }, 180_000);
  });
});
