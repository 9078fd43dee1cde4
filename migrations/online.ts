import type { QueryRunner } from 'typeorm';

const BATCH_ROWS = 20_000;

/**
 * For migrations of tables with very many rows, outside of a transaction (`transaction = false`): each statement stands
 * alone, locks nobody out while it reads rows, and may run again after a kill. A restore runs them inside of one, on
 * empty tables: there they are ordinary statements.
 */
export class Online {
  constructor(private readonly runner: QueryRunner) {}

  /** Makes an index while rows are read and written; what a kill left half made is made anew. */
  async index(name: string, definition: string, unique = ''): Promise<void> {
    const concurrently = this.runner.isTransactionActive ? '' : 'CONCURRENTLY';
    const [found] = (await this.runner.query(
      `SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass($1)`,
      [name],
    )) as { valid: boolean }[];
    if (found?.valid) return;
    await this.patiently(async () => {
      if (found) await this.runner.query(`DROP INDEX ${concurrently} ${name}`);
      await this.runner.query(`CREATE ${unique} INDEX ${concurrently} ${name} ON ${definition}`);
    });
  }

  /** Takes an index away once nobody reads it any more. */
  async dropIndex(name: string): Promise<void> {
    const concurrently = this.runner.isTransactionActive ? '' : 'CONCURRENTLY';
    await this.patiently(() => this.runner.query(`DROP INDEX ${concurrently} IF EXISTS ${name}`));
  }

  /** Adds a check that the rows there are held to as well, without locking while they are read. */
  async check(table: string, name: string, expression: string): Promise<void> {
    const found = (await this.runner.query(
      'SELECT 1 FROM pg_constraint WHERE conname = $1 AND conrelid = to_regclass($2)',
      [name, table],
    )) as unknown[];
    if (found.length === 0) {
      await this.runner.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} CHECK (${expression}) NOT VALID`);
    }
    await this.runner.query(`ALTER TABLE ${table} VALIDATE CONSTRAINT ${name}`);
  }

  /** Runs an UPDATE for some ids at a time: `$1` is the first of them, `$2` the last. */
  async update(table: string, statement: string): Promise<void> {
    const [{ last }] = (await this.runner.query(`SELECT max(id) AS last FROM ${table}`)) as { last: string | null }[];
    for (let first = 1; first <= Number(last ?? 0); first += BATCH_ROWS) {
      await this.runner.query(statement, [first, first + BATCH_ROWS - 1]);
    }
  }

  /** These wait for transactions that are open, backups among them, and nobody waits for them. */
  private async patiently(work: () => Promise<unknown>): Promise<void> {
    const [{ before }] = (await this.runner.query(`SELECT current_setting('lock_timeout') AS before`)) as {
      before: string;
    }[];
    await this.runner.query('SET lock_timeout = 0');
    try {
      await work();
    } finally {
      if (!this.runner.isTransactionActive) await this.runner.query(`SET lock_timeout = '${before}'`);
    }
  }
}
