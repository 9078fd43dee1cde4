import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { fillDatabase } from '../../../testing/filled-database';
import { runSource, type SourceProcess } from '../../../testing/source-process';
import { testPort } from '../../../testing/test-port';
import { dataSourceOptions } from '../data-source-options';
import { initialise } from './cluster';
import { ensureDatabase, urlOf } from './connection';
import { findOlderLauncher } from './launcher';
import { startPostgres, stopPostgres } from './postgres-process';
import { isPostmasterOf, readPostmaster } from './postmaster-file';

jest.setTimeout(120_000);

const PROGRAM = 'api/testing/run-embedded-postgres.ts';
const PASSWORD = 'a-password-of-then';
const log = { info: () => undefined, warn: () => undefined };

/** The major version that is shipped beside ours, and what the machine happens to have. */
const SHIPPED = '17';
const versions = [SHIPPED, ...['15', '16'].filter((major) => existsSync(`/usr/lib/postgresql/${major}/bin/postgres`))];

describe('a database folder of an older PostgreSQL', () => {
  let home: string;
  let dataDir: string;
  const running: SourceProcess[] = [];

  const folder = (name = 'postgres') => join(dataDir, name);
  const majorIn = (name: string) => readFileSync(join(folder(name), 'PG_VERSION'), 'utf8').trim();
  const rest = () =>
    readdirSync(dataDir)
      .filter((name) => /^postgres[.-](upgrade|\d)/.test(name))
      .sort();

  beforeEach(() => {
    home = mkdtempSync('/tmp/smartplex-pg-');
    dataDir = join(home, 'data');
    mkdirSync(dataDir);
  });

  afterEach(async () => {
    for (const process of running.splice(0)) {
      process.kill('SIGKILL');
      await process.exited;
    }
    for (const name of ['postgres', 'postgres.upgrade']) {
      const left = readPostmaster(folder(name));
      if (left && isPostmasterOf(left.pid, folder(name))) await stopPostgres(left.pid);
    }
    rmSync(home, { recursive: true, force: true });
  });

  let made: string;
  beforeAll(() => {
    made = mkdtempSync('/tmp/smartplex-old-');
  });
  afterAll(() => rmSync(made, { recursive: true, force: true }));

  /** A filled one, made once for each version. */
  async function placeOld(major: string): Promise<void> {
    const kept = join(made, major);
    if (existsSync(kept)) return copy(kept, dataDir);
    await makeOld(major, filled);
    copy(dataDir, kept);
  }

  /** With their owners: PostgreSQL does not run as root. */
  function copy(from: string, to: string): void {
    mkdirSync(to, { recursive: true });
    execFileSync('cp', ['-a', `${from}/.`, to]);
  }

  /** As the embedded start of then left it, filled or as before its first migration. */
  async function makeOld(major: string, fill: (url: string) => Promise<void>): Promise<void> {
    const launcher = await findOlderLauncher(dataDir, major);
    if (!launcher) throw new Error(`PostgreSQL ${major} is not there: npm ci with optional dependencies`);
    writeFileSync(join(dataDir, 'postgres.password'), `${PASSWORD}\n`, { mode: 0o600 });
    await initialise(folder(), PASSWORD, launcher);
    const cluster = { folder: folder(), password: PASSWORD };
    const options = { launcher, cluster, logFile: join(dataDir, 'postgres.log'), settings: {}, log };
    const { port, pid } = await startPostgres({ ...options, port: await testPort() });
    await ensureDatabase({ port, password: PASSWORD });
    await fill(urlOf({ port, password: PASSWORD }));
    await stopPostgres(pid);
  }

  async function filled(url: string): Promise<void> {
    const dataSource = await new DataSource(dataSourceOptions(url, 2)).initialize();
    await dataSource.runMigrations();
    await fillDatabase(dataSource);
    await dataSource.destroy();
  }

  async function asked<Row>(url: string, text: string): Promise<Row[]> {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(text)).rows as Row[];
    } finally {
      await client.end();
    }
  }

  const whatItHolds = async (url: string) =>
    (
      await asked<Record<string, string>>(
        url,
        `SELECT current_setting('server_version_num')::int / 10000 AS major,
           (SELECT count(*) FROM media_items) AS items, (SELECT count(*) FROM plays) AS plays,
           (SELECT md5(string_agg(title, ',' ORDER BY id)) FROM media_items) AS titles,
           (SELECT count(*) FROM pg_indexes WHERE schemaname = 'public' AND tablename = 'media_items') > 20 AS indexed`,
      )
    )[0];

  function run(): SourceProcess {
    const process = runSource(PROGRAM, [dataDir]);
    running.push(process);
    return process;
  }

  async function start(): Promise<{ process: SourceProcess; url: string }> {
    const process = run();
    const { url } = JSON.parse((await process.until(/^\{.*\}$/m, 60_000))[0]) as { url: string };
    return { process, url };
  }

  async function expectBrought(): Promise<void> {
    const { process, url } = await start();
    expect(await whatItHolds(url)).toEqual({
      ...{ major: 18, items: '500', plays: '500', titles: expect.any(String), indexed: true },
    });
    process.kill('SIGTERM');
    expect(await process.exited).toEqual({ code: 0, signal: null });
  }

  async function refusal(): Promise<string> {
    const process = run();
    expect(await process.exited).toEqual({ code: 69, signal: null });
    return process.stderr().trim();
  }

  it.each(versions)('of version %s comes with every row, and stays as it was', async (major) => {
    await placeOld(major);
    await expectBrought();
    expect(rest()).toEqual([`postgres-${major}`]);
    expect([majorIn('postgres'), majorIn(`postgres-${major}`)]).toEqual(['18', major]);
    expect(readdirSync(join(dataDir, 'backups'))).toEqual(['before-postgres-18.backup.gz']);
    // And once only.
    await expectBrought();
    expect(rest()).toEqual([`postgres-${major}`]);
  });

  it.each([
    ['while the old one is read', /is brought to the new one/, 200],
    ['before the new one is made', /The older database is saved/, 0],
    ['while the new one is filled', /The older database is saved/, 2_500],
    ['before the folders change places', /holds every row/, 0],
  ])('comes whole when everything was killed %s', async (_, message, laterMs) => {
    await placeOld(SHIPPED);
    const process = run();
    await process.until(new RegExp(`^- .*${message.source}`, 'm'), 60_000);
    await new Promise((resolve) => setTimeout(resolve, laterMs));
    process.kill('SIGKILL');
    await process.exited;
    await expectBrought();
    expect(rest()).toEqual([`postgres-${SHIPPED}`]);
  });

  it('comes whole when it was killed between the two renames', async () => {
    await placeOld(SHIPPED);
    await expectBrought();
    renameSync(folder(), folder('postgres.upgrade'));
    await expectBrought();
    expect(rest()).toEqual([`postgres-${SHIPPED}`]);
  });

  it('on which SmartPlex never ran is replaced', async () => {
    await makeOld(SHIPPED, () => Promise.resolve());
    const { url } = await start();
    expect(await asked(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(rest()).toEqual([`postgres-${SHIPPED}`]);
  });

  it('of a newer SmartPlex is refused, and stays as it was', async () => {
    await makeOld(SHIPPED, async (url) => {
      await filled(url);
      await asked(url, `INSERT INTO migrations (timestamp, name) VALUES (1999999999999, 'Later1999999999999')`);
    });
    expect(await refusal()).toMatch(
      /^DATA_DIR: its database could not be brought from PostgreSQL 17 to 18, and is as it was: SmartPlex .* made the file/,
    );
    expect(majorIn('postgres')).toBe(SHIPPED);
    expect(rest()).toEqual([]);
  });

  it.each([
    ['12', /brings the newer PostgreSQL 18; it is as it was\. Install PostgreSQL 12 on this machine/],
    ['99', /brings the older PostgreSQL 18; it is as it was\. Use the newer SmartPlex that made it$/],
  ])('of version %s, for which there are no programs, is left alone with words', async (major, words) => {
    mkdirSync(folder());
    writeFileSync(join(folder(), 'PG_VERSION'), `${major}\n`);
    writeFileSync(join(dataDir, 'postgres.password'), PASSWORD);
    const line = await refusal();
    expect(line).toMatch(words);
    expect(line).not.toContain('\n');
    expect(readdirSync(folder())).toEqual(['PG_VERSION']);
    expect(rest()).toEqual([]);
  });
});
