import type { PlexItemType } from '../../plex';
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
const EXTERNAL_IDS = ['imdb_id', 'tmdb_id', 'tvdb_id'] as const;

/** Whether the guid of `m` says what the title is: others are a number that each server gives by itself. */
export const namesATitle = (m: string): string =>
  `(${m}.guid NOT LIKE 'local://%' AND ${m}.guid NOT LIKE '%.agents.none://%')`;

/**
 * Ids and types of what is there with the guid or an external id of `x`. One look-up in an index for each: nothing but
 * the id is compared in here, or the planner walks whole sections of a table that is being filled. $2 servers.
 */
export const namesakes = (x: string): string => `
  SELECT m.id, m.type FROM media_items m
  WHERE m.server_id = ANY ($2) AND m.guid = ${x}.guid AND ${namesATitle(x)} AND m.deleted_at IS NULL
  ${EXTERNAL_IDS.map(
    (id) => `UNION ALL SELECT m.id, m.type FROM media_items m WHERE m.${id} = ${x}.${id} AND m.deleted_at IS NULL`,
  ).join('\n  ')}
  OFFSET 0`;

const children = (parent: string, index: string): string =>
  `(SELECT m.* FROM media_items m WHERE m.parent_id = ${parent} AND m.item_index = ${index} AND m.deleted_at IS NULL OFFSET 0)`;

/** What the same number of the same show is no more: both were identified, and as different things. */
const contradicts = (a: string, b: string): string =>
  [
    `(${a}.guid LIKE 'plex://%' AND ${b}.guid LIKE 'plex://%')`,
    ...EXTERNAL_IDS.map((id) => `${a}.${id} <> ${b}.${id}`),
  ].join(' OR ');

/** Agents that know series alone leave seasons and episodes nameless, but for their show and number. */
function byNumber(type: 'season' | 'episode'): string {
  const season = children('twin.id', type === 'season' ? 'self.item_index' : 'self.parent_index');
  const numbered =
    type === 'season'
      ? season
      : `(SELECT e.* FROM ${season} s CROSS JOIN LATERAL ${children('s.id', 'self.item_index')} e)`;
  return `
    SELECT n.id FROM self
    JOIN media_items show ON show.id = self.${type === 'season' ? 'parent_id' : 'grandparent_id'}
    CROSS JOIN LATERAL (${namesakes('show')}) twin
    CROSS JOIN LATERAL ${numbered} n
    WHERE twin.type = 'show' AND twin.id <> show.id AND n.type = self.type AND (${contradicts('self', 'n')}) IS NOT TRUE`;
}

/** $1 item, $2 servers, $3 sections. */
const textFor = (type: PlexItemType): string => `
  WITH self AS MATERIALIZED (SELECT * FROM media_items WHERE id = $1), found AS (
    SELECT DISTINCT twin.id FROM self CROSS JOIN LATERAL (${namesakes('self')}) twin WHERE twin.type = self.type
    ${type === 'season' || type === 'episode' ? `UNION ${byNumber(type)}` : ''}
  )
  SELECT i.id, i.server_id, p.name AS server_name, i.section_id, s.title AS section_title, i.edition_title,
    i.resolution, i.size_bytes, i.available
  FROM found
  CROSS JOIN LATERAL (
    SELECT * FROM media_items m WHERE m.id = found.id AND m.id <> $1 AND m.section_id = ANY ($3) OFFSET 0
  ) i
  JOIN library_sections s ON s.id = i.section_id
  JOIN plex_servers p ON p.id = i.server_id
  ORDER BY p.name, s.title, i.id LIMIT ${MOST}`;

/** The same title in other libraries and on other servers: of the same type, with the same guid or external id. */
export function sameTitleStatement(
  { id, type }: Pick<ItemDetailRow, 'id' | 'type'>,
  sections: readonly VisibleSection[],
): Statement {
  const servers = [...new Set(sections.map(({ serverId }) => serverId))];
  return {
    text: textFor(type),
    values: [id, servers, sections.map((section) => section.id)],
    name: `item-same-title-${type}`,
  };
}
