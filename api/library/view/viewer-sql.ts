import { WATCHED_SQL } from '../item/item-row';
import type { VisibleSection } from '../section/visible-sections.query';

const NEVER = `'epoch'::timestamptz`;
const OWNERS_LAST = `COALESCE(i.last_viewed_at, ${NEVER})`;

/** Whose view state a listing is about, as SQL about `i`: the owner's, which items carry, or the caller's own rows. */
export interface ViewerSql {
  /** True where all rows are the owner's: then the statement is the same for everybody who asks like this. */
  isOwner: boolean;
  /** Account whose `user_views` hold the state of every row; null where rows differ in that. */
  accountId: string | null;
  watched: string;
  /** Never null. */
  lastViewedAt: string;
}

export function viewerSql(sections: readonly VisibleSection[]): ViewerSql {
  const owned = sections.filter((section) => section.owned);
  const viewer = sections.find((section) => section.viewer !== undefined)?.viewer;
  if (owned.length === sections.length || viewer === undefined) {
    const isOwner = owned.length === sections.length;
    const mine = (expression: string, other: string) => (isOwner ? expression : onlyIn(owned, expression, other));
    return { isOwner, accountId: null, watched: mine(WATCHED_SQL, 'false'), lastViewedAt: mine(OWNERS_LAST, NEVER) };
  }
  // Digits only: it comes from our own table of accounts.
  const row = `FROM user_views uv WHERE uv.plex_account_id = ${BigInt(viewer.accountId)} AND uv.item_id = i.id`;
  const watched = `EXISTS (SELECT ${row} AND uv.watched)`;
  const lastViewedAt = `COALESCE((SELECT uv.last_viewed_at ${row}), ${NEVER})`;
  if (owned.length === 0) return { isOwner: false, accountId: viewer.accountId, watched, lastViewedAt };
  return {
    isOwner: false,
    accountId: null,
    watched: onlyIn(owned, WATCHED_SQL, watched),
    lastViewedAt: onlyIn(owned, OWNERS_LAST, lastViewedAt),
  };
}

function onlyIn(sections: readonly VisibleSection[], expression: string, other: string): string {
  if (sections.length === 0) return other;
  const ids = sections.map(({ id }) => `'${id}'`).join(', ');
  return `CASE WHEN i.section_id IN (${ids}) THEN (${expression}) ELSE ${other} END`;
}
