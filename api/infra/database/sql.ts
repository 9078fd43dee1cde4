import type { PoolClient, QueryResultRow } from 'pg';
import { statementSpan } from '../telemetry';

/**
 * SQL that tells whether a lease of at most `seconds` is over. One that ends later than it can was given before the
 * clock was set back: it would outlive its holder by as much.
 */
export const leaseIsOver = (until: string, seconds: number): string =>
  `(${until} < now() OR ${until} > now() + interval '${2 * seconds} seconds')`;

/** To be selected before the lock of a job that waits for its like, as long as that takes: its transaction has no limit. */
export const PATIENTLY = `set_config('lock_timeout', '0', true)`;

/** What both the pool and a transaction offer. `name` makes it a prepared statement (planned once). */
export interface SqlExecutor {
  rows<Row extends QueryResultRow>(text: string, values?: readonly unknown[], name?: string): Promise<Row[]>;
  /** The first row, or null. */
  row<Row extends QueryResultRow>(text: string, values?: readonly unknown[], name?: string): Promise<Row | null>;
  /** Runs a statement for its effect and answers the number of rows it touched. */
  run(text: string, values?: readonly unknown[]): Promise<number>;
}

interface Queryable {
  query: PoolClient['query'];
}

/** The three verbs over anything that has pg's `query`. */
export class PgExecutor implements SqlExecutor {
  constructor(private readonly target: Queryable) {}

  async rows<Row extends QueryResultRow>(text: string, values: readonly unknown[] = [], name?: string): Promise<Row[]> {
    const query = () => this.target.query<Row>({ text, values: [...values], name });
    return (await statementSpan(text, name, query)).rows;
  }

  async row<Row extends QueryResultRow>(
    text: string,
    values: readonly unknown[] = [],
    name?: string,
  ): Promise<Row | null> {
    return (await this.rows<Row>(text, values, name))[0] ?? null;
  }

  async run(text: string, values: readonly unknown[] = []): Promise<number> {
    const query = () => this.target.query({ text, values: [...values] });
    return (await statementSpan(text, undefined, query)).rowCount ?? 0;
  }
}
