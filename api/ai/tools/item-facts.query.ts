import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';

/** What an answer may say about an item beyond its card. */
export interface ItemFacts {
  genres: string[];
  directors: string[];
  actors: string[];
  durationMs: number | null;
  contentRating: string | null;
  summary: string | null;
}

type Row = ItemFacts & { id: string } & Record<string, unknown>;

/** Tags are cut: a provider reads a few names, not a whole cast. */
const FACTS = `
  SELECT i.id, i.genres[1:5] AS genres, i.directors[1:3] AS directors, i.actors[1:6] AS actors,
    i.duration_ms::float8 AS "durationMs", i.content_rating AS "contentRating", left(i.summary, 400) AS summary
  FROM media_items i WHERE i.id = ANY ($1::bigint[])`;

/** Facts about items whose cards the caller was given already. */
@Injectable()
export class ItemFactsQuery {
  constructor(private readonly database: Database) {}

  async byId(ids: readonly string[]): Promise<Map<string, ItemFacts>> {
    if (ids.length === 0) return new Map();
    const rows = await this.database.rows<Row>(FACTS, [ids], 'item-facts');
    return new Map(rows.map(({ id, ...facts }) => [id, facts]));
  }
}
