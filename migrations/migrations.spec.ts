import { DataSource } from 'typeorm';
import { runMigrations } from '../api/boot';
import { dataSourceOptions } from '../api/infra/database';
import { createDatabaseFromTemplate, dropDatabase } from '../api/testing';
import { fillDatabase } from '../api/testing/filled-database';

const TABLES = `SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations' ORDER BY 1`;

describe('the migrations', () => {
  let url: string;
  let dataSource: DataSource;

  beforeEach(async () => {
    url = await createDatabaseFromTemplate();
    dataSource = await new DataSource(dataSourceOptions(url, 2)).initialize();
  });

  afterEach(async () => {
    await dataSource.destroy();
    await dropDatabase(url);
  });

  const tables = async (): Promise<string[]> =>
    (await dataSource.query<{ tablename: string }[]>(TABLES)).map(({ tablename }) => tablename);

  async function rowCounts(): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const table of await tables()) {
      const [{ count }] = await dataSource.query<{ count: string }[]>(`SELECT count(*) FROM ${table}`);
      counts[table] = Number(count);
    }
    return counts;
  }

  async function undoAll(): Promise<void> {
    for (const _ of dataSource.migrations) await dataSource.undoLastMigration();
  }

  it('make the schema that the entities describe', async () => {
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('go down to nothing and up again on a database with rows in every table', async () => {
    const before = await tables();
    await fillDatabase(dataSource);
    const empty = Object.entries(await rowCounts()).filter(([, count]) => count === 0);
    expect(empty.map(([table]) => table)).toEqual([]);
    await undoAll();
    expect(await tables()).toEqual([]);
    await dataSource.runMigrations();
    expect(await tables()).toEqual(before);
    await fillDatabase(dataSource);
  });

  it('keep every row of the older tables when the newest is taken back and put in again', async () => {
    await fillDatabase(dataSource);
    const before = await rowCounts();
    await dataSource.undoLastMigration();
    const kept = await rowCounts();
    await dataSource.runMigrations();
    const after = await rowCounts();
    for (const [table, count] of Object.entries(kept)) expect([table, count]).toEqual([table, before[table]]);
    for (const [table, count] of Object.entries(kept)) expect([table, after[table]]).toEqual([table, count]);
  });

  it('run once when two processes start together', async () => {
    await undoAll();
    await Promise.all([runMigrations(url), runMigrations(url)]);
    const [{ count }] = await dataSource.query<{ count: string }[]>('SELECT count(*) FROM migrations');
    expect(Number(count)).toBe(dataSource.migrations.length);
  });

  it('of a newer version are told of at the start of an older one, by name', async () => {
    const said: string[] = [];
    const log = { info: () => undefined, warn: (_: object, message: string) => void said.push(message) };
    await runMigrations(url, log);
    expect(said).toEqual([]);
    await dataSource.query(`INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'Later9999999999999')`);
    await runMigrations(url, log);
    await dataSource.query(`DELETE FROM migrations WHERE name = 'Later9999999999999'`);
    expect(said).toEqual([expect.stringContaining('(Later9999999999999)')]);
  });
});
