import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Pool, QueryResultRow } from 'pg';
import type { DataSource } from 'typeorm';
import { poolOf } from './pool';
import { PgExecutor, type SqlExecutor } from './sql';

export interface PoolUse {
  open: number;
  idle: number;
  /** Callers that wait for a connection. */
  waiting: number;
  max: number;
}

/**
 * Plain SQL over TypeORM's own pg pool, for set-based writes and read queries. Repositories and
 * queries inject it; one transaction is one unit of work.
 */
@Injectable()
export class Database implements SqlExecutor {
  private readonly pool: Pool;
  private readonly executor: PgExecutor;

  constructor(@InjectDataSource() dataSource: DataSource) {
    // TypeORM offers no named (prepared) statements itself.
    this.pool = poolOf(dataSource);
    this.executor = new PgExecutor(this.pool);
  }

  rows<Row extends QueryResultRow>(text: string, values?: readonly unknown[], name?: string): Promise<Row[]> {
    return this.executor.rows<Row>(text, values, name);
  }

  row<Row extends QueryResultRow>(text: string, values?: readonly unknown[], name?: string): Promise<Row | null> {
    return this.executor.row<Row>(text, values, name);
  }

  run(text: string, values?: readonly unknown[]): Promise<number> {
    return this.executor.run(text, values);
  }

  /**
   * The time, for whatever is compared with a time in the database: clocks of processes may differ, and then theirs
   * decides nothing.
   */
  async now(): Promise<Date> {
    const row = await this.row<{ now: Date }>('SELECT clock_timestamp() AS now');
    return row!.now;
  }

  /** Connections of this process at this moment. */
  get poolUse(): PoolUse {
    const { totalCount, idleCount, waitingCount, options } = this.pool;
    return { open: totalCount, idle: idleCount, waiting: waitingCount, max: options.max };
  }

  /** Commits when `work` resolves; rolls back and rethrows when it rejects. */
  async transaction<T>(work: (sql: SqlExecutor) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    // A connection that dies between two statements says so by an event; unheard, it would end the process.
    const onLoss = (error: Error) => (broken = error);
    client.on('error', onLoss);
    try {
      await client.query('BEGIN');
      const result = await work(new PgExecutor(client));
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((rollbackError: Error) => (broken = rollbackError));
      throw error;
    } finally {
      // A connection that cannot roll back is not given to the next caller.
      client.off('error', onLoss);
      client.release(broken);
    }
  }
}
