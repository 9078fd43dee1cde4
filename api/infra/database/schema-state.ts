import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Database } from './database';

export interface AppliedMigrations {
  /** Names, the oldest first. */
  applied: string[];
  /** Names of those that this version knows and that were not applied. */
  pending: string[];
}

/** How far the schema has come. */
@Injectable()
export class SchemaState {
  private readonly known: string[];

  constructor(
    @InjectDataSource() dataSource: DataSource,
    private readonly database: Database,
  ) {
    this.known = dataSource.migrations.map(({ name, constructor }) => name ?? constructor.name);
  }

  async get(): Promise<AppliedMigrations> {
    const rows = await this.database.rows<{ name: string }>('SELECT name FROM migrations ORDER BY timestamp, id');
    const applied = rows.map(({ name }) => name);
    return { applied, pending: this.known.filter((name) => !applied.includes(name)) };
  }
}
