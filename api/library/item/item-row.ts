import type { PlexItemType } from '../../plex';
import type { VisibleSection } from '../section/visible-sections.query';
import type { UserViewRow } from '../view/user-view.query';
import type { ItemCardDto } from './item.dto';

/** What a card is made of, straight from SQL. */
export interface ItemRow {
  id: string;
  section_id: string;
  rating_key: string;
  type: PlexItemType;
  title: string;
  year: number | null;
  /** As PostgreSQL writes it: making a Date of each and text of it again is a tenth of a page's cost. */
  added_at: string;
  view_count: number;
  viewed_leaf_count: number | null;
  leaf_count: number | null;
  last_viewed_at: string | null;
  size_bytes: string | null;
  resolution: string | null;
  hdr: boolean | null;
  rating: number | null;
  parent_id: string | null;
  grandparent_title: string | null;
  item_index: number | null;
  parent_index: number | null;
  thumb: string | null;
  available: boolean;
  /** What the listing is sorted by. */
  v: string | number | Date;
}

export const CARD_COLUMNS = [
  'id',
  'section_id',
  'rating_key',
  'type',
  'title',
  'year',
  'added_at::text AS added_at',
  'view_count',
  'viewed_leaf_count',
  'leaf_count',
  'last_viewed_at::text AS last_viewed_at',
  'size_bytes',
  'resolution',
  'hdr',
  'rating',
  'parent_id',
  'grandparent_title',
  'item_index',
  'parent_index',
  'thumb',
  'available',
]
  .map((name) => `i.${name}`)
  .join(', ');

type ViewState = Pick<ItemCardDto, 'viewCount' | 'lastViewedAt' | 'watched'>;

const LEAF_TYPES: ReadonlySet<string> = new Set(['movie', 'episode', 'track']);

/** Turns rows into cards for one caller. */
export class CardMapper {
  private readonly sections: ReadonlyMap<string, VisibleSection>;

  constructor(
    sections: readonly VisibleSection[],
    /** Starts and ends with a slash. */
    private readonly basePath: string,
    /** By item; of what the caller does not own. */
    private readonly views: ReadonlyMap<string, UserViewRow> = new Map(),
  ) {
    this.sections = new Map(sections.map((section) => [section.id, section]));
  }

  toCard(row: ItemRow): ItemCardDto {
    const section = this.sections.get(row.section_id)!;
    const { viewCount, lastViewedAt, watched } = this.viewState(row, section);
    return {
      id: row.id,
      serverId: section.serverId,
      sectionId: row.section_id,
      ratingKey: row.rating_key,
      type: row.type,
      title: row.title,
      year: row.year,
      addedAt: toIso(row.added_at),
      viewCount,
      lastViewedAt,
      watched,
      sizeBytes: row.size_bytes === null ? null : Number(row.size_bytes),
      resolution: row.resolution,
      hdr: row.hdr,
      rating: row.rating,
      parentId: row.parent_id,
      grandparentTitle: row.grandparent_title,
      index: row.item_index,
      parentIndex: row.parent_index,
      posterUrl: row.thumb === null ? null : posterUrlOf(this.basePath, row.id, row.thumb),
      available: row.available,
    };
  }

  private viewState(row: ItemRow, { owned, viewer }: VisibleSection): ViewState {
    if (owned) return toViewState(row, isWatched(row));
    const view = this.views.get(row.id);
    const unseen = viewer?.known ? 0 : null;
    if (!view) return { viewCount: unseen, lastViewedAt: null, watched: unseen === null ? null : false };
    // Without the server's word a show is unknown until all of it was seen.
    return toViewState(view, view.watched || unseen === 0 ? view.watched : null);
  }
}

/** @param basePath starts and ends with a slash */
export function posterUrlOf(basePath: string, itemId: string, thumb: string): string {
  return `${basePath}api/v1/library/items/${itemId}/poster?v=${posterVersion(thumb)}`;
}

/** Changes whenever Plex's poster does: the path carries its time of change. */
function posterVersion(thumb: string): string {
  // FNV-1a: it only has to differ from the version before, on every card of every page.
  let hash = 0x811c9dc5;
  for (let i = 0; i < thumb.length; i++) hash = Math.imul(hash ^ thumb.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** '2026-11-23 20:00:00.12+00' as ISO 8601 with milliseconds; sessions are set to UTC. */
function toIso(text: string): string {
  if (!text.endsWith('+00') || text.length < 22) return new Date(text).toISOString();
  const fraction = text.slice(20, -3);
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction.padEnd(3, '0')}Z`;
}

function toViewState(row: Pick<ItemRow, 'view_count' | 'last_viewed_at'>, watched: boolean | null): ViewState {
  return { viewCount: row.view_count, lastViewedAt: row.last_viewed_at ? toIso(row.last_viewed_at) : null, watched };
}

function isWatched({ type, view_count, viewed_leaf_count, leaf_count }: ItemRow): boolean {
  if (LEAF_TYPES.has(type)) return view_count > 0;
  return leaf_count !== null && leaf_count > 0 && (viewed_leaf_count ?? 0) >= leaf_count;
}

/** The same in SQL; `i` is media_items. */
export const WATCHED_SQL = `CASE WHEN i.type IN ('movie', 'episode', 'track') THEN i.view_count > 0
  ELSE COALESCE(i.leaf_count > 0 AND COALESCE(i.viewed_leaf_count, 0) >= i.leaf_count, false) END`;
