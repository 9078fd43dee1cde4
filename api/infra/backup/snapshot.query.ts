import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { holdMigrationLock } from '../database';
import { BackupError } from './backup.error';
import type { BackupTable, BackupTableEnd } from './file/format';
import { beginWithOneKey, type KeyChoice, type OneKey } from './one-key.query';

/** What every row of the database is told to, table by table. */
export interface TableCopy extends BackupTable {
  data: AsyncIterable<Buffer>;
  /** Known when the data was read. */
  end(): BackupTableEnd;
}

interface TableRow extends BackupTable {
  target: string;
  sequences: Record<string, string>;
}

const TABLES = `
  SELECT c.relname AS name, c.oid::regclass::text AS target,
         array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attgenerated = '') AS columns,
         coalesce(jsonb_object_agg(a.attname, pg_get_serial_sequence(c.oid::regclass::text, a.attname))
           FILTER (WHERE pg_get_serial_sequence(c.oid::regclass::text, a.attname) IS NOT NULL), '{}') AS sequences
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND c.relname <> 'migrations'
  GROUP BY c.oid, c.relname ORDER BY c.relname`;

/**
 * Calls `work` with the database as it is now, over a connection of its own.
 * @throws BackupError where the database was never used, or the key is not its own
 */
export async function onSnapshot<T>(
  url: string,
  choice: KeyChoice,
  work: (snapshot: SnapshotQuery, sealing: OneKey) => Promise<T>,
): Promise<T> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    application_name: 'smartplex-backup',
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const snapshot = new SnapshotQuery(client);
    return await work(snapshot, await snapshot.begin(choice));
  } catch (error) {
    // 42P01: there is no such table.
    if ((error as { code?: unknown }).code !== '42P01') throw error;
    throw new BackupError('never-used', 'the database is empty: SmartPlex never ran on it', { cause: error });
  } finally {
    // In the middle of a COPY this cuts the connection, which ends it.
    await client.end().catch(() => undefined);
  }
}

/** Every table as it was at one moment, however much is written meanwhile. No migration begins while it is read. */
class SnapshotQuery {
  constructor(private readonly client: Client) {}

  async begin(choice: KeyChoice): Promise<OneKey> {
    await this.client.query('SET idle_in_transaction_session_timeout = 0; SET statement_timeout = 0');
    await holdMigrationLock(this.client, { shared: true });
    return beginWithOneKey(this.client, choice);
  }

  async migrations(): Promise<string[]> {
    const { rows } = await this.client.query<{ name: string }>('SELECT name FROM migrations ORDER BY timestamp, id');
    return rows.map(({ name }) => name);
  }

  async *tables(): AsyncGenerator<TableCopy> {
    const { rows } = await this.client.query<TableRow>(TABLES);
    for (const table of rows) yield await this.copyOf(table);
  }

  private async copyOf({ name, target, columns, sequences }: TableRow): Promise<TableCopy> {
    const places = await this.placesOf(sequences);
    const list = columns.map((column) => this.client.escapeIdentifier(column)).join(', ');
    const hash = createHash('sha256');
    let [bytes, rows] = [0, 0];
    const stream = this.client.query(copyTo(`COPY ${target} (${list}) TO STDOUT`));
    async function* data(): AsyncGenerator<Buffer> {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        hash.update(chunk);
        bytes += chunk.length;
        rows += lineEnds(chunk);
        yield chunk;
      }
    }
    const end = () => ({ rows, bytes, sha256: hash.digest('hex'), sequences: places });
    return { name, columns, data: data(), end };
  }

  /** Sequences know no snapshot: read after it began, they are never behind the rows. */
  private async placesOf(sequences: Record<string, string>): Promise<BackupTableEnd['sequences']> {
    const places: BackupTableEnd['sequences'] = {};
    for (const [column, sequence] of Object.entries(sequences)) {
      const { rows } = await this.client.query<{ lastValue: string; called: boolean }>(
        `SELECT last_value::text AS "lastValue", is_called AS called FROM ${sequence}`,
      );
      places[column] = rows[0];
    }
    return places;
  }
}

/** COPY ends each row so, and escapes line ends inside of values. */
function lineEnds(chunk: Buffer): number {
  let count = 0;
  for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) count++;
  return count;
}
