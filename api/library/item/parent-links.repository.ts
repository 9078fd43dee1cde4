import { Injectable } from '@nestjs/common';
import { Database, type SqlExecutor } from '../../infra/database';

/** Nothing in a section of movies has a parent: the last condition spares the walk over it. */
const LINK = `
  UPDATE media_items c SET parent_id = l.parent_id, grandparent_id = l.grandparent_id, written_at = now()
  FROM (
    SELECT i.id, COALESCE(i.parent_id, p.id) AS parent_id, COALESCE(i.grandparent_id, g.id) AS grandparent_id
    FROM media_items i
    LEFT JOIN media_items p ON p.server_id = i.server_id AND p.rating_key = i.parent_rating_key
    LEFT JOIN media_items g ON g.server_id = i.server_id AND g.rating_key = i.grandparent_rating_key
    WHERE i.section_id = $1 AND i.deleted_at IS NULL
      AND ((i.parent_id IS NULL AND p.id IS NOT NULL) OR (i.grandparent_id IS NULL AND g.id IS NOT NULL))
      AND EXISTS (SELECT FROM library_sections s WHERE s.id = $1 AND s.type <> 'movie')
  ) l
  WHERE c.id = l.id`;

const parentOf = (key: string): string =>
  `(SELECT p.id FROM media_items p WHERE p.server_id = i.server_id AND p.rating_key = i.${key})`;

const waits = (parent: string): string =>
  `i.${parent}_id IS NULL AND i.${parent}_rating_key IS NOT NULL AND i.deleted_at IS NULL`;

const waitingFor = (parent: string): string => `
    SELECT i.id FROM media_items t
    JOIN media_items i ON i.server_id = t.server_id AND i.${parent}_rating_key = t.rating_key
    WHERE t.id = ANY ($1::bigint[]) AND ${waits(parent)}`;

const LINK_TOUCHED = `
  WITH waiting AS (
    SELECT i.id FROM media_items i WHERE i.id = ANY ($1::bigint[]) AND (${waits('parent')} OR ${waits('grandparent')})
    UNION ${waitingFor('parent')}
    UNION ${waitingFor('grandparent')}
  ), linked AS (
    SELECT i.id, COALESCE(i.parent_id, ${parentOf('parent_rating_key')}) AS parent_id,
           COALESCE(i.grandparent_id, ${parentOf('grandparent_rating_key')}) AS grandparent_id
    FROM waiting JOIN media_items i ON i.id = waiting.id JOIN library_sections s ON s.id = i.section_id
    WHERE s.type <> 'movie'
  )
  UPDATE media_items c SET parent_id = l.parent_id, grandparent_id = l.grandparent_id, written_at = now()
  FROM linked l
  WHERE c.id = l.id AND (c.parent_id, c.grandparent_id) IS DISTINCT FROM (l.parent_id, l.grandparent_id)
  RETURNING c.id`;

/** Children may be stored before their parents: then the parent is only known by its ratingKey. */
@Injectable()
export class ParentLinks {
  constructor(private readonly database: Database) {}

  /** Fills in the parents that have come since. Answers the number of rows written. */
  link(sectionId: string, sql: SqlExecutor = this.database): Promise<number> {
    return sql.run(LINK, [sectionId]);
  }

  /**
   * The same for rows that were just written and for those that waited for them.
   * @returns ids of the rows that got a parent
   */
  async linkTouched(itemIds: readonly string[], sql: SqlExecutor): Promise<string[]> {
    return (await sql.rows<{ id: string }>(LINK_TOUCHED, [itemIds])).map(({ id }) => id);
  }
}
