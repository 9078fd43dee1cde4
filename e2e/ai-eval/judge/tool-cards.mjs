// What each card of a tool without filters must be, as SQL tells it.
import { spansOf } from './figures.mjs';

const TITLE_TYPES = ['movie', 'show'];
const HERE = `i.id = ANY ($1::bigint[])`;

/** Of the ids those that the person watched in the period. */
const PLAYED = `SELECT i.id::text FROM media_items i WHERE ${HERE} AND EXISTS (
  SELECT FROM plays p WHERE i.id IN (p.item_id, p.title_id) AND ($2::bigint IS NULL OR p.plex_account_id = $2)
    AND p.viewed_at >= $3 AND p.viewed_at < $4)`;
/** Of the ids those that were added since, or of which something was. */
const ADDED = `SELECT i.id::text FROM media_items i WHERE ${HERE} AND EXISTS (
  SELECT FROM media_items l WHERE i.id IN (l.id, l.parent_id, l.grandparent_id) AND l.deleted_at IS NULL
    AND l.added_at >= now() - ($2::int + 1) * interval '1 day')`;
const DOUBLE = `SELECT i.id::text FROM media_items i WHERE ${HERE} AND (
  (SELECT count(DISTINCT p.version_index) FROM media_parts p WHERE p.item_id = i.id AND NOT p.optimized) > 1
  OR EXISTS (SELECT FROM media_items o WHERE o.guid = i.guid AND o.id <> i.id AND o.deleted_at IS NULL))`;
/** Of the ids those of which nobody watched anything for so many days. */
const IDLE = `SELECT i.id::text FROM media_items i WHERE ${HERE} AND NOT EXISTS (
  SELECT FROM plays p WHERE i.id IN (p.item_id, p.title_id) AND p.viewed_at >= now() - $2::int * interval '1 day')`;
const OTHER = `SELECT i.id::text FROM media_items i WHERE ${HERE} AND i.id <> $2::bigint AND i.type = ANY ($3::text[])`;

export class ToolCards {
  constructor(sql, library) {
    this.sql = sql;
    this.library = library;
  }

  /** @returns what is wrong with the cards of an answer that rests on this one tool */
  async faults(who, steps, ids) {
    const others = new Set(['search_library', 'recommend', 'get_item', 'continue_watching']);
    const step = steps.find(({ name }) => !others.has(name));
    if (!step || ids.length === 0) return [];
    const right = await this.#right(who, step, ids);
    return ids.filter((id) => right && !right.has(id)).map((id) => `card ${id} is not what ${step.name} is about`);
  }

  async #right(who, { name, filters, asOf }, ids) {
    const read = async (text, ...values) => new Set((await this.sql(text, [ids, ...values])).map(({ id }) => id));
    if (['my_history', 'my_stats', 'server_stats'].includes(name)) {
      const account = name === 'server_stats' ? null : this.library.people.get(who).accountId;
      const { from, to } = spansOf(filters.period, new Date(asOf));
      return read(PLAYED, account, from, to);
    }
    if (name === 'recently_added') return read(ADDED, filters.days);
    if (name === 'duplicates') return read(DOUBLE);
    if (name === 'unwatched') return read(IDLE, filters.idleDays);
    return name === 'similar_items' ? read(OTHER, filters.itemId, TITLE_TYPES) : null;
  }
}
