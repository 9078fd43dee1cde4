import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { runSource } from '../../../testing/source-process';
import { linkLibraries } from './binaries';
import { EmbeddedPostgres } from './embedded-postgres';
import { isAlive } from './postmaster-file';
import { StartError } from './start-error';

const log = { info: () => undefined, warn: () => undefined };
const PROGRAM = 'api/testing/run-embedded-postgres.ts';

async function query<Row>(url: string, text: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows as Row[];
  } finally {
    await client.end();
  }
}

async function eventually<T>(work: () => Promise<T>, timeoutMs = 15_000): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(100);
    }
  }
}

async function refusal(dataDir: string): Promise<StartError> {
  try {
    const postgres = await EmbeddedPostgres.start({ dataDir, log });
    await postgres.stop();
  } catch (error) {
    if (error instanceof StartError) return error;
    throw error;
  }
  throw new Error('It started');
}

describe('the embedded PostgreSQL', () => {
  let home: string;
  let dataDir: string;
  const started: EmbeddedPostgres[] = [];

  async function start(): Promise<EmbeddedPostgres> {
    const postgres = await EmbeddedPostgres.start({ dataDir, log });
    started.push(postgres);
    return postgres;
  }

  beforeEach(() => {
    home = mkdtempSync('/tmp/smartplex-pg-');
    dataDir = join(home, 'data');
  });

  afterEach(async () => {
    for (const postgres of started.splice(0)) await postgres.stop();
    rmSync(home, { recursive: true, force: true });
  });

  it('makes a database of its own below a private folder too, and leaves nothing running', async () => {
    expect(statSync(home).mode & 0o777).toBe(0o700);
    const postgres = await start();
    const [row] = await query<Record<string, string>>(
      postgres.url,
      `SELECT current_setting('server_encoding') AS encoding, current_setting('listen_addresses') AS listens,
              current_setting('password_encryption') AS passwords, current_setting('fsync') AS fsync,
              (SELECT datcollate FROM pg_database WHERE datname = current_database()) AS collation`,
    );
    expect(row).toEqual({
      encoding: 'UTF8',
      listens: '127.0.0.1',
      passwords: 'scram-sha-256',
      fsync: 'on',
      collation: 'C.UTF-8',
    });
    expect(statSync(join(dataDir, 'postgres.password')).mode & 0o777).toBe(0o600);
    await postgres.stop();
    expect(isAlive(postgres.pid)).toBe(false);
    expect(readdirSync(dataDir).sort()).toEqual(['postgres', 'postgres.log', 'postgres.password']);
    expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false);
  });

  it('refuses a wrong password', async () => {
    const { url } = await start();
    await expect(query(url.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('keeps what was written over a stop and a start', async () => {
    const first = await start();
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    const second = await start();
    expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('comes back by itself on the same port when it is killed', async () => {
    const postgres = await start();
    await query(postgres.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    const killed = postgres.pid;
    process.kill(killed, 'SIGKILL');
    const rows = await eventually(() => query(postgres.url, 'SELECT answer FROM kept'));
    expect(rows).toEqual([{ answer: 42 }]);
    // It may answer a moment before the one who started it knows.
    await eventually(async () => expect(postgres.pid).not.toBe(killed));
  });

  it('is adopted when the process that started it was killed', async () => {
    const owner = runSource(PROGRAM, [dataDir]);
    const { pid, url } = JSON.parse((await owner.until(/^\{.*\}$/m))[0]) as { pid: number; url: string };
    await query(url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    owner.kill('SIGKILL');
    await owner.exited;
    expect(isAlive(pid)).toBe(true);
    const postgres = await start();
    expect(postgres.pid).toBe(pid);
    expect(await query(postgres.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    await postgres.stop();
    expect(isAlive(pid)).toBe(false);
  });

  it('recovers when everything was killed at once', async () => {
    const owner = runSource(PROGRAM, [dataDir]);
    const { pid, url } = JSON.parse((await owner.until(/^\{.*\}$/m))[0]) as { pid: number; url: string };
    await query(url, 'CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n');
    owner.kill('SIGKILL');
    process.kill(pid, 'SIGKILL');
    await owner.exited;
    const postgres = await start();
    expect(postgres.pid).not.toBe(pid);
    expect(await query(postgres.url, 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 1000 }]);
  });

  it('is not kept from starting by a process id that somebody else has by now', async () => {
    const first = await start();
    await first.stop();
    const stale = [process.pid, join(dataDir, 'postgres'), 1, 5432, '', '127.0.0.1', ''].join('\n');
    writeFileSync(join(dataDir, 'postgres/postmaster.pid'), stale);
    const second = await start();
    expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('begins anew when making the database was cut off in the middle', async () => {
    mkdirSync(join(dataDir, 'postgres.initdb/base'), { recursive: true });
    writeFileSync(join(dataDir, 'postgres.initdb/PG_VERSION'), '18\n');
    const postgres = await start();
    expect(await query(postgres.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(existsSync(join(dataDir, 'postgres.initdb'))).toBe(false);
  });

  it('belongs to one SmartPlex at a time, and says so in one line', async () => {
    const owner = runSource(PROGRAM, [dataDir]);
    await owner.until(/^\{.*\}$/m);
    const error = await refusal(dataDir);
    expect(error.message).toBe(
      `DATA_DIR: another SmartPlex (process ${owner.pid}) is using it; stop that one, or give this one a DATA_DIR of its own`,
    );
    owner.kill('SIGTERM');
    expect(await owner.exited).toEqual({ code: 0, signal: null });
    const postgres = await start();
    expect(isAlive(postgres.pid)).toBe(true);
  });

  it('leaves a database of another version alone, in one line', async () => {
    const first = await start();
    await first.stop();
    writeFileSync(join(dataDir, 'postgres/PG_VERSION'), '16\n');
    const before = readdirSync(join(dataDir, 'postgres')).sort();
    const error = await refusal(dataDir);
    expect(error.message).toMatch(/^DATA_DIR: its database was made by PostgreSQL 16, .* PostgreSQL 18;[^\n]*$/);
    expect(error.exitCode).toBe(78);
    expect(readdirSync(join(dataDir, 'postgres')).sort()).toEqual(before);
  });

  it.each([
    [
      'its password is gone',
      (dir: string) => rmSync(join(dir, 'postgres.password')),
      /postgres\.password is not; restore/,
    ],
    [
      'its folder holds something else',
      (dir: string) => rmSync(join(dir, 'postgres/PG_VERSION')),
      /holds files but no database/,
    ],
  ])('says in one line that %s', async (_, damage, line) => {
    const first = await start();
    await first.stop();
    damage(dataDir);
    const error = await refusal(dataDir);
    expect(error.message).toMatch(line);
    expect(error.message).not.toContain('\n');
  });

  it('says in one line that DATA_DIR cannot be made', async () => {
    writeFileSync(join(home, 'data'), 'a file');
    const error = await refusal(join(dataDir, 'deeper'));
    expect(error.message).toMatch(/^DATA_DIR: the folder cannot be made/);
    expect(error.exitCode).toBe(78);
  });
});

describe('the library links of the PostgreSQL package', () => {
  it('are made where the install script was not allowed to', () => {
    const root = mkdtempSync(join(tmpdir(), 'smartplex-links-'));
    const native = join(root, 'native');
    mkdirSync(join(native, 'lib'), { recursive: true });
    writeFileSync(join(native, 'lib/libicuuc.so.60.2'), '');
    symlinkSync('libicuuc.so.60.2', join(native, 'lib/already.so'));
    const link = (target: string) => ({ source: 'native/lib/libicuuc.so.60.2', target: `native/lib/${target}` });
    writeFileSync(join(native, 'pg-symlinks.json'), JSON.stringify([link('libicuuc.so.60'), link('already.so')]));
    linkLibraries(native);
    expect(lstatSync(join(native, 'lib/libicuuc.so.60')).isSymbolicLink()).toBe(true);
    expect(readlinkSync(join(native, 'lib/libicuuc.so.60'))).toBe('libicuuc.so.60.2');
    expect(readFileSync(join(native, 'lib/already.so'), 'utf8')).toBe('');
    rmSync(root, { recursive: true });
  });
});
