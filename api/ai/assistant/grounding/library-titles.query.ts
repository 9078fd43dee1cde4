import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../common';
import { Database } from '../../../infra/database';
import { foldWords, VisibleSections } from '../../../library';

const MOST_LETTERS = 200;

/**
 * The text that searches look into begins with the words of the title and is indexed; `lower(title)` is not.
 * $1 titles in lower case, $2 their words, $3 sections.
 */
const FIND = `
  SELECT DISTINCT ON (asked.title) item.id, asked.title
  FROM unnest($1::text[], $2::text[]) asked (title, words) JOIN media_items item
    ON item.search_text LIKE asked.words || '%' AND lower(item.title) = asked.title
  WHERE item.type IN ('movie', 'show') AND item.section_id = ANY ($3::uuid[]) AND item.deleted_at IS NULL
  ORDER BY asked.title, item.id`;

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
    const asked = [...new Set(titles.map((title) => title.toLowerCase()))];
    const rows = await this.database.rows<{ id: string; title: string }>(FIND, [
      asked,
      // Folded words hold no wildcards.
      asked.map((title) => foldWords(title).slice(0, MOST_LETTERS)),
      sections.map(({ id }) => id),
    ]);
    return new Map(rows.map(({ id, title }) => [title, id]));
  }
}
