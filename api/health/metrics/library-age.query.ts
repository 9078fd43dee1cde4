import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';

const AGE = `
  SELECT extract(epoch FROM now() - min(coalesce(last_synced_at, created_at)))::float8 AS seconds
  FROM library_sections WHERE enabled AND missing_at IS NULL`;

/** How long ago the enabled library that waits longest was synced. */
@Injectable()
export class LibraryAgeQuery {
  constructor(private readonly database: Database) {}

  /** Empty where no library is synced. */
  async seconds(): Promise<number[]> {
    const row = await this.database.row<{ seconds: number | null }>(AGE);
    return row === null || row.seconds === null ? [] : [row.seconds];
  }
}
