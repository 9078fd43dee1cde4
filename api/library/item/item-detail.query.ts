import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';
import type { VisibleSection } from '../section/visible-sections.query';
import { CARD_COLUMNS, type ItemRow } from './item-row';
import type { ChildKeyset } from './item-sort';
import { sameTitleStatement, type SameTitleRow } from './same-title.statement';

export interface ItemDetailRow extends ItemRow {
  guid: string | null;
  imdb_id: string | null;
  tmdb_id: string | null;
  tvdb_id: string | null;
  parent_title: string | null;
  grandparent_id: string | null;
  original_title: string | null;
  sort_title: string;
  edition_title: string | null;
  summary: string | null;
  tagline: string | null;
  content_rating: string | null;
  studio: string | null;
  duration_ms: string | null;
  originally_available_on: string | null;
  genres: string[];
  directors: string[];
  actors: string[];
  countries: string[];
  collections: string[];
  plex_updated_at: Date | null;
  children: number;
}

export interface PartRow {
  version_index: number;
  resolution: string | null;
  video_codec: string | null;
  audio_codec: string | null;
  audio_channels: number | null;
  bitrate_kbps: number | null;
  container: string | null;
  hdr: boolean | null;
  optimized: boolean;
  file: string | null;
  size_bytes: string | null;
  accessible: boolean;
}

export interface ChildRow extends ItemRow {
  sort_key: string;
}

/** Where a child without a number stands: behind all others. */
const NO_INDEX = 2_147_483_647;

const INDEX = `COALESCE(i.item_index, ${NO_INDEX})`;

@Injectable()
export class ItemDetailQuery {
  constructor(private readonly database: Database) {}

  /** Null when it is gone or in none of these sections. */
  find(id: string, sectionIds: readonly string[]): Promise<ItemDetailRow | null> {
    return this.database.row<ItemDetailRow>(
      `SELECT ${CARD_COLUMNS}, 0 AS v, i.guid, i.imdb_id, i.tmdb_id, i.tvdb_id, i.parent_title, i.grandparent_id,
         i.original_title, i.sort_title, i.edition_title, i.summary, i.tagline, i.content_rating, i.studio,
         i.duration_ms, i.originally_available_on::text, i.genres, i.directors, i.actors, i.countries,
         i.collections, i.plex_updated_at,
         (SELECT count(*)::int FROM media_items c WHERE c.parent_id = i.id AND c.deleted_at IS NULL AND c.available) AS children
       FROM media_items i WHERE i.id = $1 AND i.section_id = ANY ($2) AND i.deleted_at IS NULL`,
      [id, sectionIds],
      'item-detail',
    );
  }

  parts(id: string): Promise<PartRow[]> {
    return this.database.rows<PartRow>(
      `SELECT version_index, resolution, video_codec, audio_codec, audio_channels, bitrate_kbps, container, hdr,
         optimized, file, size_bytes, accessible
       FROM media_parts WHERE item_id = $1 ORDER BY version_index, part_index`,
      [id],
      'item-parts',
    );
  }

  /** Those of these sections; at most 20. */
  sameTitles(row: ItemDetailRow, sections: readonly VisibleSection[]): Promise<SameTitleRow[]> {
    const { text, values, name } = sameTitleStatement(row, sections);
    return this.database.rows<SameTitleRow & Record<string, unknown>>(text, values, name);
  }

  /** By number, then title; `v` is the number. */
  children(id: string, sectionIds: readonly string[], after: ChildKeyset | null, count: number): Promise<ChildRow[]> {
    const behind = after ? `AND (${INDEX}, i.sort_key, i.id) > ($4::int, $5::text, $6::bigint)` : '';
    return this.database.rows<ChildRow>(
      `SELECT ${CARD_COLUMNS}, i.sort_key, ${INDEX} AS v FROM media_items i
       WHERE i.parent_id = $1 AND i.section_id = ANY ($2) AND i.deleted_at IS NULL ${behind}
       ORDER BY ${INDEX}, i.sort_key, i.id LIMIT $3`,
      [id, sectionIds, count, ...(after ? [after.index, after.sortKey, after.id] : [])],
      after ? 'item-children-next' : 'item-children-first',
    );
  }
}
