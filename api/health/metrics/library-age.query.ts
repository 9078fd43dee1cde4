import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';

const OLDEST = 'min(coalesce(last_synced_at, created_at))';
const FROM_SYNCED = 'FROM library_sections WHERE enabled AND missing_at IS NULL';

const AGE = `SELECT extract(epoch FROM now() - ${OLDEST})::float8 AS seconds ${FROM_SYNCED}`;
const OLDEST_BY_SERVER = `SELECT server_id AS "serverId", ${OLDEST} AS at ${FROM_SYNCED} GROUP BY server_id`;

/** How long ago the enabled library that waits longest was synced. */
@Injectable()
export class LibraryAgeQuery {
  constructor(private readonly database: Database) {}

  /** Empty where no library is synced. */
  async seconds(): Promise<number[]> {
    const row = await this.database.row<{ seconds: number | null }>(AGE);
    return row === null || row.seconds === null ? [] : [row.seconds];
  }

  /** When it was, of each server of which a library is synced. */
  async oldestByServer(): Promise<Map<string, Date>> {
    const rows = await this.database.rows<{ serverId: string; at: Date }>(OLDEST_BY_SERVER);
    return new Map(rows.map(({ serverId, at }) => [serverId, at]));
  }
}
