import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';
import { OWE_INSIGHT } from '../insight/owe-insight.statement';
import { namesATitle } from '../item/same-title.statement';
import { TITLE_ID } from './play.statements';

/** Plays whose item was not mirrored yet when they came. $1 server. */
const ATTACH_LOOSE = `
  WITH loose AS MATERIALIZED (
    SELECT DISTINCT rating_key FROM plays WHERE server_id = $1 AND item_id IS NULL AND rating_key IS NOT NULL
  )
  UPDATE plays p SET item_id = i.id, title_id = i.title_id, duration_ms = COALESCE(p.duration_ms, i.duration_ms)
  FROM loose CROSS JOIN LATERAL (
    SELECT m.id, ${TITLE_ID('m')} AS title_id, m.duration_ms FROM media_items m
    WHERE m.server_id = $1 AND m.rating_key = loose.rating_key
    OFFSET 0
  ) i
  WHERE p.server_id = $1 AND p.rating_key = loose.rating_key AND p.item_id IS NULL`;

const heirBy = (rank: number, column: string): string => `
  SELECT n.id, n.edition_title, n.added_at, ${rank} AS rank, ${TITLE_ID('n')} AS title_id FROM media_items n
  WHERE n.server_id = $1 AND n.${column} = gone.${column} AND n.type = gone.type AND n.deleted_at IS NULL
    ${column === 'guid' ? `AND ${namesATitle('gone')}` : ''}`;

/**
 * Plays of gone items whose title came back under another key: by guid, else by an external id. Where
 * several items have it, the same edition is preferred, then the one that was added last. $1 server.
 */
export const FOLLOW_TITLES = `
  WITH gone AS MATERIALIZED (
    SELECT m.id, m.type, m.guid, m.imdb_id, m.tmdb_id, m.tvdb_id, m.edition_title FROM media_items m
    WHERE m.server_id = $1 AND m.deleted_at IS NOT NULL AND EXISTS (SELECT FROM plays p WHERE p.item_id = m.id)
  ), heir AS MATERIALIZED (
    SELECT gone.id AS gone_id, found.id, found.title_id FROM gone CROSS JOIN LATERAL (
      SELECT id, title_id FROM (
        ${[heirBy(0, 'guid'), heirBy(1, 'imdb_id'), heirBy(1, 'tmdb_id'), heirBy(1, 'tvdb_id')].join(' UNION ALL ')}
      ) candidate
      ORDER BY rank, (edition_title IS DISTINCT FROM gone.edition_title), added_at DESC, id DESC LIMIT 1
    ) found
  )
  UPDATE plays p SET item_id = heir.id, title_id = heir.title_id FROM heir WHERE p.item_id = heir.gone_id`;

/** Plays whose show or artist was not known when they came. $1 server. */
const NAME_TITLES = `
  UPDATE plays p SET title_id = ${TITLE_ID('i')} FROM media_items i
  WHERE p.server_id = $1 AND p.title_id IS NULL AND p.item_id IS NOT NULL
    AND i.id = p.item_id AND ${TITLE_ID('i')} IS NOT NULL`;

/** Plays whose show or artist is gone while their item hangs under another one by now. $1 server. */
const RENAME_TITLES = `
  UPDATE plays p SET title_id = ${TITLE_ID('i')} FROM media_items gone, media_items i
  WHERE gone.server_id = $1 AND gone.deleted_at IS NOT NULL AND gone.type IN ('show', 'artist')
    AND p.title_id = gone.id AND i.id = p.item_id AND i.deleted_at IS NULL AND ${TITLE_ID('i')} <> gone.id`;

/** Keeps plays with their titles while items come, go and come back. Idempotent. */
@Injectable()
export class PlayAttachment {
  constructor(private readonly database: Database) {}

  /** To be called after items of the server were added or removed, and after plays were. Answers how many plays were attached or moved. */
  attach(serverId: string): Promise<number> {
    return this.database.transaction(async (sql) => {
      let moved = 0;
      for (const statement of [ATTACH_LOOSE, FOLLOW_TITLES, NAME_TITLES, RENAME_TITLES])
        moved += await sql.run(statement, [serverId]);
      await sql.run(OWE_INSIGHT, [serverId]);
      return moved;
    });
  }
}
