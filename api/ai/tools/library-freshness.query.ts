import { Injectable } from '@nestjs/common';
import type { Principal } from '../../common';
import { Database } from '../../infra/database';
import { VisibleSections } from '../../library';
import { say, type Said } from '../said/said';

/** How true what a caller's libraries tell is by now. */
export interface Freshness {
  /** When the oldest of them was last read; null while none was. */
  asOf: Date | null;
  /** Sentences about what is missing or old, without names. */
  caveats: Said[];
}

interface Row extends Record<string, unknown> {
  type: string;
  syncedAt: Date | null;
  status: string;
  serverId: string;
}

const DAY_MS = 86_400_000;
const OLD_MS = 2 * DAY_MS;

/** What is found in the first place. */
const TITLES = ['movie', 'show', 'artist'];

/** Which sections hold a type of items. */
const SECTION_TYPES: Record<string, string> = {
  movie: 'movie',
  show: 'show',
  season: 'show',
  episode: 'show',
  artist: 'artist',
  album: 'artist',
  track: 'artist',
};

@Injectable()
export class LibraryFreshness {
  constructor(
    private readonly database: Database,
    private readonly visible: VisibleSections,
  ) {}

  /** @param type of items: of the libraries that may hold them */
  async of(principal: Principal, type?: string, now = new Date()): Promise<Freshness> {
    const ids = (await this.visible.list(principal)).map(({ id }) => id);
    const rows = await this.database.rows<Row>(
      `SELECT s.type, s.last_synced_at AS "syncedAt", p.status, p.id AS "serverId"
       FROM library_sections s JOIN plex_servers p ON p.id = s.server_id WHERE s.id = ANY ($1::uuid[])`,
      [ids],
      'ai-freshness',
    );
    return toFreshness(type === undefined ? rows : rows.filter((row) => row.type === SECTION_TYPES[type]), now);
  }

  /** A sentence where genres and people, which only details tell whole, were not read of all titles yet; else null. */
  async unreadDetails(principal: Principal, type?: string): Promise<Said | null> {
    const ids = (await this.visible.list(principal)).map(({ id }) => id);
    const row = await this.database.row(
      `SELECT 1 FROM media_items WHERE section_id = ANY ($1::uuid[]) AND type = ANY ($2::text[])
         AND details_at IS NULL AND deleted_at IS NULL LIMIT 1`,
      [ids, type === undefined ? TITLES : [type]],
      'ai-details-unread',
    );
    return row === null ? null : say('details-pending');
  }

  /** A sentence where it is not known of every library what the caller has watched; else null. */
  async unknownViews(principal: Principal): Promise<Said | null> {
    const sections = await this.visible.list(principal);
    return sections.some(({ owned, viewer }) => !owned && !viewer?.known) ? say('own-views-unknown') : null;
  }
}

function toFreshness(rows: readonly Row[], now: Date): Freshness {
  if (rows.length === 0) return { asOf: null, caveats: [say('no-library')] };
  const times = rows.flatMap(({ syncedAt }) => (syncedAt === null ? [] : [syncedAt.getTime()]));
  const unread = rows.length - times.length;
  const away = new Set(rows.filter(({ status }) => status !== 'online').map(({ serverId }) => serverId)).size;
  const asOf = times.length === 0 ? null : new Date(Math.min(...times));
  const caveats = [
    ...(unread > 0 ? [say(unread === rows.length ? 'no-library-read' : 'library-not-read')] : []),
    ...(away > 0 ? [say('server-away')] : []),
    ...(asOf !== null && now.getTime() - asOf.getTime() > OLD_MS
      ? [say('library-old', { date: asOf.toISOString().slice(0, 10) })]
      : []),
  ];
  return { asOf, caveats };
}
