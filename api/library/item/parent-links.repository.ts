import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';

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

/** Children may be stored before their parents: then the parent is only known by its ratingKey. */
@Injectable()
export class ParentLinks {
  constructor(private readonly database: Database) {}

  /** Fills in the parents that have come since. Answers the number of rows written. */
  link(sectionId: string): Promise<number> {
    return this.database.run(LINK, [sectionId]);
  }
}
