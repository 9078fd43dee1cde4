import { setTimeout as sleep } from 'node:timers/promises';
import type { PinoLogger } from 'nestjs-pino';
import { DataSource } from 'typeorm';
import { createTestDatabase, ForgetfulProxy, type TestDatabase } from '../../testing';
import type { AppConfig } from '../config';
import { Database, DatabaseProbe, dataSourceOptions, isDatabaseLoss } from '.';
import { DeadConnections } from './dead-connections';

/** Between two looks; the product waits longer. */
const BETWEEN_MS = 300;

describe('connections that were forgotten without a word', () => {
  let direct: TestDatabase;
  let proxy: ForgetfulProxy;
  let dataSource: DataSource;
  let database: Database;
  let probe: DatabaseProbe;
  let watch: DeadConnections;
  const warned: unknown[] = [];

  beforeAll(async () => {
    direct = await createTestDatabase();
    proxy = await ForgetfulProxy.to(direct.url);
    dataSource = await new DataSource(dataSourceOptions(proxy.url, 3)).initialize();
    database = new Database(dataSource);
    probe = new DatabaseProbe({ databaseUrl: proxy.url } as AppConfig);
    const logger = { warn: (fields: unknown) => warned.push(fields) } as unknown as PinoLogger;
    watch = new DeadConnections(dataSource, probe, logger);
  });

  afterAll(async () => {
    await probe?.onApplicationShutdown();
    await dataSource?.destroy();
    proxy?.close();
    await direct?.drop();
  });

  it('are given up at the second look, and their callers told that the database is away', async () => {
    await Promise.all([1, 2, 3].map(() => database.rows('SELECT pg_sleep(0.1)')));
    expect(database.poolUse.open).toBe(3);
    proxy.forget();
    const asked = [1, 2, 3].map(() => database.rows('SELECT 1').catch((error: Error) => error));
    await sleep(BETWEEN_MS);
    await watch.look();
    await sleep(BETWEEN_MS);
    expect(warned).toEqual([]);
    await watch.look();
    for (const answer of await Promise.all(asked)) expect(isDatabaseLoss(answer)).toBe(true);
    expect(warned).toHaveLength(3);
    expect(await database.rows('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('are not those that the server works for, however long', async () => {
    const long = database.rows('SELECT 1 AS one, pg_sleep(1)');
    for (let looks = 0; looks < 4; looks++) {
      await watch.look();
      await sleep(200);
    }
    expect(await long).toMatchObject([{ one: 1 }]);
    expect(warned).toHaveLength(3);
  });

  it('are not those whose transaction does something else meanwhile', async () => {
    const rows = database.transaction(async (sql) => {
      for (let looks = 0; looks < 3; looks++) {
        await watch.look();
        await sleep(100);
      }
      return sql.rows('SELECT 2 AS two');
    });
    expect(await rows).toEqual([{ two: 2 }]);
  });
});
