import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../testing';
import { hold } from '../../library/insight/section-insights.repository';
import { answerToForeignError } from '../problem/known-errors';
import { Database, dataSourceOptions } from '.';

describe('what the database answers', () => {
  let test: TestDatabase;
  let dataSource: DataSource;
  let database: Database;
  let admin: Client;

  const name = () => new URL(test.url).pathname.slice(1);

  beforeAll(async () => {
    test = await createTestDatabase();
    // Every statement has to connect anew, as at any moment one has to.
    const options = dataSourceOptions(test.url, 2);
    const extra = { ...(options.extra as object), maxUses: 1 };
    dataSource = await new DataSource({ ...options, extra } as DataSourceOptions).initialize();
    database = new Database(dataSource);
    const url = new URL(test.url);
    url.pathname = '/postgres';
    admin = new Client(url.href);
    await admin.connect();
  });

  afterAll(async () => {
    await dataSource.destroy();
    await admin.end();
    await test.drop();
  });

  const answer = async (text = 'SELECT 1') =>
    answerToForeignError(await database.rows(text).catch((error: unknown) => error));
  const UNAVAILABLE = { status: 503, code: 'database-unavailable', retryAfterSeconds: 5 };

  it('is a loss where it lets nobody in any more', async () => {
    await admin.query(`ALTER DATABASE ${name()} ALLOW_CONNECTIONS false`);
    try {
      expect(await answer()).toMatchObject(UNAVAILABLE);
    } finally {
      await admin.query(`ALTER DATABASE ${name()} ALLOW_CONNECTIONS true`);
    }
    expect(await database.rows('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('is a loss where it has another name meanwhile', async () => {
    await admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()`,
      [name()],
    );
    await sleep(200);
    await admin.query(`ALTER DATABASE ${name()} RENAME TO ${name()}_away`);
    try {
      expect(await answer()).toMatchObject(UNAVAILABLE);
    } finally {
      await admin.query(`ALTER DATABASE ${name()}_away RENAME TO ${name()}`);
    }
  });

  it('is a fault of ours where a statement asks for what is not possible', async () => {
    // 55000 as well: the session goes on.
    expect(await answer(`SELECT lastval()`)).toMatchObject({ status: 500, code: 'internal' });
    expect(await answer(`SELECT pg_read_file('/nowhere')`)).toMatchObject({ status: 500 });
  });

  it('is a loss where somebody holds what is needed for too long', async () => {
    await database.transaction(async (sql) => {
      await sql.run('LOCK TABLE settings IN ACCESS EXCLUSIVE MODE');
      expect(await answer(`SET lock_timeout = 100; SELECT * FROM settings`)).toMatchObject(UNAVAILABLE);
    });
  });

  it('comes when it comes where a job waits for its like', async () => {
    let free = () => {};
    const holding = new Promise<void>((resolve) => (free = resolve));
    const first = database.transaction(async (sql) => {
      await hold(sql, true);
      await holding;
    });
    await sleep(100);
    const second = database.transaction(async (sql) => {
      await sql.run('SET LOCAL lock_timeout = 100');
      return hold(sql, true);
    });
    await sleep(500);
    free();
    await first;
    expect(await second).toBe(true);
  });
});
