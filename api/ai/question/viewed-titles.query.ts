import { Injectable } from '@nestjs/common';
import type { Principal } from '../../common';
import { Database } from '../../infra/database';
import { FINISHED_PERCENT, VisibleSections, type ItemCardDto } from '../../library';
import type { ViewedIn } from './asked';

export interface ViewedTitles {
  /** The one seen last first. */
  ids: string[];
  /** Some views of that time are of what the person cannot see any more. */
  more: boolean;
  /** The history of every server was read to its beginning. */
  whole: boolean;
}

/** What a view is counted as where this type is asked for. */
const ITEM: Record<ItemCardDto['type'] | 'any', string> = {
  movie: 'i.id',
  episode: 'i.id',
  track: 'i.id',
  season: 'i.parent_id',
  album: 'i.parent_id',
  show: 'i.grandparent_id',
  artist: 'i.grandparent_id',
  any: 'COALESCE(i.grandparent_id, i.parent_id, i.id)',
};

const OWN = `p.plex_account_id = $1 AND p.viewed_at >= $2::date AND p.viewed_at < $3::date + 1
  AND p.completion >= ${FINISHED_PERCENT}`;

/** $1 person, $2 first day of UTC, $3 last day, $4 sections. */
const titles = (id: string): string => `
  SELECT ${id}::text AS id FROM plays p JOIN media_items i ON i.id = p.item_id
  WHERE ${OWN} AND i.section_id = ANY ($4::uuid[]) AND i.deleted_at IS NULL AND ${id} IS NOT NULL
  GROUP BY ${id} ORDER BY max(p.viewed_at) DESC, ${id} DESC`;

const STATE = `
  SELECT EXISTS (
      SELECT 1 FROM plays p LEFT JOIN media_items i ON i.id = p.item_id
      WHERE ${OWN} AND (i.id IS NULL OR i.deleted_at IS NOT NULL OR i.section_id <> ALL ($4::uuid[]))
    ) AS more,
    COALESCE((
      SELECT bool_and(h.whole_at IS NOT NULL) FROM plex_servers s LEFT JOIN history_imports h ON h.server_id = s.id
      WHERE s.id IN (SELECT l.server_id FROM library_sections l WHERE l.id = ANY ($4::uuid[]))
    ), false) AS whole`;

/** What somebody saw to its end between two days. */
@Injectable()
export class ViewedTitlesQuery {
  constructor(
    private readonly database: Database,
    private readonly visible: VisibleSections,
  ) {}

  async between(
    principal: Principal,
    { from, to }: ViewedIn,
    type: ItemCardDto['type'] | undefined,
  ): Promise<ViewedTitles> {
    const sections = (await this.visible.list(principal)).map(({ id }) => id);
    const values = [principal.plexAccountId, from, to, sections];
    const [rows, state] = await Promise.all([
      this.database.rows<{ id: string }>(titles(ITEM[type ?? 'any']), values),
      this.database.row<{ more: boolean; whole: boolean }>(STATE, values),
    ]);
    return { ids: rows.map(({ id }) => id), ...state! };
  }
}
