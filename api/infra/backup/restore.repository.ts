import { DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';
import type { ClientBase } from 'pg';
import { countByKey } from '../crypto';
import { dataSourceOptions, holdMigrationLock, otherProcesses } from '../database';
import { BackupError } from './backup.error';
import type { BackupHeader } from './file/format';
import { readBackup, type ReadOptions } from './file/read-backup';
import { TableLoading } from './table-loading.repository';

export interface Restored {
  header: BackupHeader;
  /** Secrets that none of the keys opens. */
  unreadable: number;
}

/** What migrations and a start on an empty database write by themselves. */
const WRITTEN_AT_START = ['migrations', 'settings', 'jobs', 'sync_schedule', 'insight_comparisons'];
const TABLES = `SELECT relname AS name, oid::regclass::text AS target FROM pg_class
  WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') ORDER BY 1`;

/**
 * Puts a backup into an empty database, in one transaction. All of the file is checked before the first statement.
 * The schema is then that of the file.
 * @throws BackupError when the file, the key or the database is not what it must be; nothing was touched then
 */
export async function restoreBackup(url: string, file: string, options: ReadOptions): Promise<Restored> {
  const header = await readBackup(file, options);
  const dataSource = await new DataSource({ ...dataSourceOptions(url, 1), entities: [] }).initialize();
  const runner = dataSource.createQueryRunner();
  try {
    const client = (await runner.connect()) as ClientBase;
    await client.query('SET idle_in_transaction_session_timeout = 0; SET statement_timeout = 0; SET lock_timeout = 0');
    await holdMigrationLock(client);
    await checkDatabase(client, dataSource, header);
    await runner.startTransaction();
    await makeSchema(runner, dataSource, header);
    const loading = await TableLoading.begin(client);
    await readBackup(file, options, loading);
    await loading.finish();
    const unreadable = await checkSecrets(client, header, options);
    await runner.commitTransaction();
    await client.query('ANALYZE');
    return { header, unreadable };
  } finally {
    // What was not committed goes with the connection, in whatever state it is.
    await dataSource.destroy();
  }
}

/**
 * What seals the file need not seal all that is in it, where it was made in the middle of a rotation.
 * @returns how many values stay closed since their key is lost
 * @throws BackupError where they need a key that is somewhere, but not here: rolled back, all is as it was
 */
async function checkSecrets(client: ClientBase, header: BackupHeader, options: ReadOptions): Promise<number> {
  const counts = await countByKey(client);
  for (const { id } of options.keys) counts.delete(id);
  const missing = [...counts.keys()].find((id) => !header.lostKeys.includes(id));
  if (!missing || options.withoutKey) return [...counts.values()].reduce((sum, count) => sum + count, 0);
  throw new BackupError(
    'wrong-key',
    `${counts.get(missing)} secrets of the file need the key ${missing}, which is not here; put the encryption.key.previous ` +
      'of then beside encryption.key, or its key into ENCRYPTION_KEY_PREVIOUS (lost: add --without-key)',
  );
}

async function checkDatabase(client: ClientBase, dataSource: DataSource, header: BackupHeader): Promise<void> {
  const known = new Set(dataSource.migrations.map(nameOf));
  if (header.migrations.some((name) => !known.has(name))) {
    throw new BackupError(
      'newer-version',
      `SmartPlex ${header.version} made the file; use that version or a newer one`,
    );
  }
  if ((await otherProcesses(client)).length > 0) {
    throw new BackupError('busy', 'SmartPlex is running on this database; stop every process first');
  }
  const { rows: tables } = await client.query<{ name: string; target: string }>(TABLES);
  for (const { name, target } of tables) {
    if (WRITTEN_AT_START.includes(name)) continue;
    if ((await client.query(`SELECT 1 FROM ${target} LIMIT 1`)).rowCount) {
      throw new BackupError('not-empty', `the database is not empty (${name} has rows); restore into a new one`);
    }
  }
  if (tables.some(({ name }) => name === 'migrations')) await checkMigrations(client, known);
}

/** Tables are taken away by the migrations that made them: each must be known here. */
async function checkMigrations(client: ClientBase, known: ReadonlySet<string>): Promise<void> {
  // As JSON, since the table may be another program's and have no such column.
  const { rows } = await client.query<{ name: string | null }>(
    `SELECT to_jsonb(m) ->> 'name' AS name FROM migrations m`,
  );
  const foreign = rows.find(({ name }) => !known.has(name ?? ''));
  if (!foreign) return;
  throw new BackupError(
    'newer-version',
    `a newer SmartPlex made the tables of the database (${foreign.name ?? 'unnamed'}); use that version or a new database`,
  );
}

/** @throws BackupError where a table is left that no migration made: rolled back, all is as it was */
async function checkNothingLeft(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string }>(TABLES);
  if (rows.length === 0) return;
  throw new BackupError(
    'not-empty',
    `the database is not empty (${rows[0].name} is no table of SmartPlex); restore into a new one`,
  );
}

/** Takes the empty tables away and makes those of the file. */
async function makeSchema(runner: QueryRunner, dataSource: DataSource, header: BackupHeader): Promise<void> {
  const executor = new MigrationExecutor(dataSource, runner);
  executor.transaction = 'none';
  for (const _ of await executor.getExecutedMigrations()) await executor.undoLastMigration();
  await runner.query('DROP TABLE IF EXISTS migrations');
  await checkNothingLeft((await runner.connect()) as ClientBase);
  const wanted = new Set(header.migrations);
  Object.assign(dataSource, { migrations: dataSource.migrations.filter((one) => wanted.has(nameOf(one))) });
  await executor.executePendingMigrations();
}

function nameOf(migration: { name?: string }): string {
  return migration.name ?? migration.constructor.name;
}
