import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../common';
import { Database } from '../../../infra/database';
import { VisibleSections } from '../../../library';

/** Which titles a caller has after all. */
@Injectable()
export class LibraryTitles {
  constructor(
    private readonly database: Database,
    private readonly visible: VisibleSections,
  ) {}

  /** Item ids by title in lower case, of movies and shows of that very title. */
  async find(principal: Principal, titles: readonly string[]): Promise<Map<string, string>> {
    const sections = await this.visible.list(principal);
    if (titles.length === 0 || sections.length === 0) return new Map();
    const rows = await this.database.rows<{ id: string; title: string }>(
      `SELECT DISTINCT ON (lower(title)) id, lower(title) AS title FROM media_items
       WHERE lower(title) = ANY ($1) AND type IN ('movie', 'show') AND section_id = ANY ($2::uuid[]) AND deleted_at IS NULL
       ORDER BY lower(title), id`,
      [titles.map((title) => title.toLowerCase()), sections.map(({ id }) => id)],
    );
    return new Map(rows.map(({ id, title }) => [title, id]));
  }
}
