import { finished } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { BackupTable, BackupTableEnd } from './file/format';
import { damaged } from './file/frames';
import type { BackupSink } from './file/read-backup';

/** Foreign keys and indexes are made when the rows are there: in any order, and several times faster. */
const LATER = `
  SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop,
         format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS make
  FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace
  UNION ALL
  SELECT format('DROP INDEX %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
  WHERE c.relnamespace = current_schema()::regnamespace
    AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)`;
const TABLES = `SELECT relname AS name FROM pg_class
  WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND relname <> 'migrations'`;

/** Fills the empty tables of a transaction, one after the other. */
export class TableLoading implements BackupSink {
  private copy?: { stream: ReturnType<typeof copyFrom>; done: Promise<void>; table: string };

  private constructor(
    private readonly client: ClientBase,
    private readonly later: readonly string[],
    private readonly missing: Set<string>,
  ) {}

  static async begin(client: ClientBase): Promise<TableLoading> {
    const { rows } = await client.query<{ drop: string; make: string }>(LATER);
    for (const { drop } of rows) await client.query(drop);
    const { rows: tables } = await client.query<{ name: string }>(TABLES);
    // Migrations put rows of their own into some.
    await client.query(`TRUNCATE ${tables.map(({ name }) => client.escapeIdentifier(name)).join(', ')}`);
    // Unique indexes before what refers to them: those of foreign keys come first in LATER and last here.
    return new TableLoading(client, rows.map(({ make }) => make).reverse(), new Set(tables.map(({ name }) => name)));
  }

  table({ name, columns }: BackupTable): Promise<void> {
    // A table that the migrations did not make is somebody else's.
    if (!this.missing.delete(name)) return Promise.resolve();
    const table = this.client.escapeIdentifier(name);
    const list = columns.map((column) => this.client.escapeIdentifier(column)).join(', ');
    // FREEZE is for tables of this very transaction: nothing of them is written twice.
    const stream = this.client.query(copyFrom(`COPY ${table} (${list}) FROM STDIN WITH (FREEZE)`));
    const done = finished(stream);
    done.catch(() => undefined);
    this.copy = { stream, done, table };
    return Promise.resolve();
  }

  async data(data: Buffer): Promise<void> {
    if (!this.copy) return;
    const { stream, done } = this.copy;
    await Promise.race([done, new Promise<void>((resolve) => stream.write(data, () => resolve()))]);
  }

  async tableEnd({ rows, sequences }: BackupTableEnd): Promise<void> {
    if (!this.copy) return;
    const { stream, done, table } = this.copy;
    this.copy = undefined;
    stream.end();
    await done;
    if (stream.rowCount !== rows) throw damaged();
    for (const [column, { lastValue, called }] of Object.entries(sequences)) {
      await this.client.query('SELECT setval(pg_get_serial_sequence($1, $2), $3::bigint, $4)', [
        table,
        column,
        lastValue,
        called,
      ]);
    }
  }

  /** @throws BackupError when the file lacks a table; what its rows refer to is checked here */
  async finish(): Promise<void> {
    if (this.missing.size > 0) throw damaged();
    for (const statement of this.later) await this.client.query(statement);
  }
}
