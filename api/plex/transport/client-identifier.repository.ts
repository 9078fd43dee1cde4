import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';

const NAME = 'plex-client-identifier';

/** The persisted client identifier, in `settings`. */
@Injectable()
export class ClientIdentifierRepository {
  constructor(private readonly database: Database) {}

  /** Whoever comes first decides, also among several processes. */
  async findOrCreate(candidate: string): Promise<string> {
    await this.database.run(
      `INSERT INTO settings (name, value) VALUES ($1, to_jsonb($2::text)) ON CONFLICT (name) DO NOTHING`,
      [NAME, candidate],
    );
    const row = await this.database.row<{ value: string }>(`SELECT value FROM settings WHERE name = $1`, [NAME]);
    return row?.value ?? candidate;
  }
}
