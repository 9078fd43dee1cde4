import type { VisibleSection } from '../section/visible-sections.query';
import type { ItemDetailRow } from './item-detail.query';
import type { Statement } from './sql-values';

export interface SameTitleRow {
  id: string;
  server_id: string;
  server_name: string;
  section_id: string;
  section_title: string;
  edition_title: string | null;
  resolution: string | null;
  size_bytes: string | null;
  available: boolean;
}

/** Nobody has more copies that are worth a line each. */
const MOST = 20;
/** Such a guid is a number that each server gives by itself. */
const OF_ONE_SERVER = /^local:\/\/|\.agents\.none:\/\//;

/** The same title in other libraries and on other servers: of the same type, with the same guid or external id. */
export function sameTitleStatement(
  row: Pick<ItemDetailRow, 'id' | 'type' | 'guid' | 'imdb_id' | 'tmdb_id' | 'tvdb_id'>,
  sections: readonly VisibleSection[],
): Statement {
  const guid = row.guid !== null && OF_ONE_SERVER.test(row.guid) ? null : row.guid;
  const servers = [...new Set(sections.map(({ serverId }) => serverId))];
  const text = `
    SELECT i.id, i.server_id, p.name AS server_name, i.section_id, s.title AS section_title, i.edition_title,
      i.resolution, i.size_bytes, i.available
    FROM media_items i
    JOIN library_sections s ON s.id = i.section_id
    JOIN plex_servers p ON p.id = i.server_id
    WHERE i.deleted_at IS NULL AND i.id <> $1 AND i.type = $2 AND i.section_id = ANY ($3)
      AND ((i.server_id = ANY ($4) AND i.guid = $5) OR i.imdb_id = $6 OR i.tmdb_id = $7 OR i.tvdb_id = $8)
    ORDER BY p.name, s.title, i.id LIMIT ${MOST}`;
  const ids = [guid, row.imdb_id, row.tmdb_id, row.tvdb_id];
  return {
    text,
    values: [row.id, row.type, sections.map(({ id }) => id), servers, ...ids],
    name: 'item-same-title',
  };
}
