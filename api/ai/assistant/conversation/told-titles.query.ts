import { Injectable } from '@nestjs/common';
import { Database } from '../../../infra/database';

interface Row extends Record<string, unknown> {
  title: string;
  grandparentTitle: string | null;
}

/** Names of items that answers told of, whoever may see them now: for hiding them, never for showing. */
@Injectable()
export class ToldTitles {
  constructor(private readonly database: Database) {}

  async names(ids: readonly string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const rows = await this.database.rows<Row>(
      'SELECT title, grandparent_title AS "grandparentTitle" FROM media_items WHERE id = ANY ($1::bigint[])',
      [ids],
      'told-titles',
    );
    return rows.flatMap(({ title, grandparentTitle }) => [title, ...(grandparentTitle ? [grandparentTitle] : [])]);
  }
}
