import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';
import type { PlexItem } from '../../plex';
import { spokenOf } from '../audio/languages-of';
import { writeLanguages } from '../audio/item-languages.repository';
import { columnArrays, joinList, unnestParameters, type ColumnSource } from './column-arrays';
import type { SectionRef } from './media-item-upsert.repository';
import { writeParts } from './media-part.repository';

const COLUMNS: readonly ColumnSource<PlexItem>[] = [
  { name: 'rating_key', type: 'text', read: (item) => item.ratingKey },
  { name: 'genres', type: 'text', read: (item) => joinList(item.genres) },
  { name: 'directors', type: 'text', read: (item) => joinList(item.directors) },
  { name: 'actors', type: 'text', read: (item) => joinList(item.actors) },
  { name: 'countries', type: 'text', read: (item) => joinList(item.countries) },
  { name: 'collections', type: 'text', read: (item) => joinList(item.collections) },
  { name: 'imdb_id', type: 'text', read: (item) => item.externalIds.imdb },
  { name: 'tmdb_id', type: 'text', read: (item) => item.externalIds.tmdb },
  { name: 'tvdb_id', type: 'text', read: (item) => item.externalIds.tvdb },
  { name: 'hdr', type: 'boolean', read: hdrOf },
];

const listOf = (name: string): string => `${name} = string_to_array(k.${name}, E'\\x1f')`;
const knownOf = (name: string): string => `${name} = COALESCE(k.${name}, m.${name})`;

const WRITE = `
  UPDATE media_items m SET ${['genres', 'directors', 'actors', 'countries', 'collections'].map(listOf).join(', ')},
    ${['imdb_id', 'tmdb_id', 'tvdb_id'].map(knownOf).join(', ')}, hdr = k.hdr, details_at = now(), written_at = now()
  FROM unnest(${unnestParameters(COLUMNS, 2)}) AS k (${COLUMNS.map(({ name }) => name).join(', ')})
  WHERE m.server_id = $1 AND m.rating_key = k.rating_key AND m.deleted_at IS NULL
  RETURNING m.id, m.rating_key`;

/** One version is enough; null where nothing is known of any. */
function hdrOf({ versions }: PlexItem): boolean | null {
  const known = versions.map(({ hdr }) => hdr).filter((hdr) => hdr !== null);
  return known.length === 0 ? null : known.includes(true);
}

/** What only details tell: whole tag lists, external ids on older servers, streams (HDR). */
@Injectable()
export class MediaItemDetails {
  constructor(private readonly database: Database) {}

  /**
   * Stores what detail replies know beyond listings; items that are not stored or gone are skipped. The
   * next listing does not count as a change because of it. Answers the number of rows written.
   */
  async writeDetails(section: Pick<SectionRef, 'serverId'>, items: readonly PlexItem[]): Promise<number> {
    const byKey = new Map(items.map((item) => [item.ratingKey, item]));
    if (byKey.size === 0) return 0;
    const sorted = [...byKey.values()].sort((a, b) => (a.ratingKey < b.ratingKey ? -1 : 1));
    return this.database.transaction(async (sql) => {
      const values = [section.serverId, ...columnArrays(COLUMNS, sorted)];
      const rows = await sql.rows<{ id: string; rating_key: string }>(WRITE, values);
      const parts = rows.map((row) => ({
        itemId: row.id,
        versions: byKey.get(row.rating_key)!.versions,
        isNew: false,
      }));
      await writeParts(sql, parts);
      await writeLanguages(sql, spokenOf(rows, byKey));
      return rows.length;
    });
  }

  /** Items, by id, whose details were not read since Plex last changed them. Seasons and tracks have none worth reading. */
  listWithoutDetails(sectionId: string, afterId: string, limit: number): Promise<{ id: string; ratingKey: string }[]> {
    return this.database.rows(
      `SELECT id, rating_key AS "ratingKey" FROM media_items
       WHERE section_id = $1 AND id > $2 AND details_at IS NULL AND deleted_at IS NULL AND type NOT IN ('season', 'track')
       ORDER BY id LIMIT $3`,
      [sectionId, afterId, limit],
    );
  }
}
