import { behind, filterConditions } from '../item/item-conditions';
import type { ItemListing } from '../item/item-listing';
import { CARD_COLUMNS } from '../item/item-row';
import type { Keyset } from '../item/item-sort';
import { SqlValues, type Statement } from '../item/sql-values';

const NEVER = `'epoch'::timestamptz`;

/**
 * A listing by when the caller saw its rows, where `user_views` knows: for each branch what was seen, in
 * the order of the index of views, and what was not, in the order of ids. Each ends after `count` rows.
 */
export function viewStatement(
  listing: ItemListing & { accountId: string },
  keyset: Keyset | null,
  count: number,
): Statement {
  const { order, branches, column, accountId } = listing;
  const values = new SqlValues();
  const ids = values.add(branches.map(({ section }) => section.id));
  const types = values.add(branches.map(({ type }) => type));
  const limit = values.add(count);
  const account = values.add(accountId);
  const conditions = ['i.section_id = s.section_id', 'i.type = s.type', ...filterConditions(listing, values)];
  const seen = keyset
    ? [behind(keyset, { ...column, expression: 'uv.last_viewed_at' }, order, values, 'uv.item_id')]
    : [];
  const text = `
    SELECT b.* FROM unnest(${ids}::uuid[], ${types}::text[]) AS s (section_id, type)
    CROSS JOIN LATERAL (
      (SELECT ${CARD_COLUMNS}, uv.last_viewed_at AS v FROM user_views uv JOIN media_items i ON i.id = uv.item_id
       WHERE uv.plex_account_id = ${account} AND uv.section_id = s.section_id AND uv.type = s.type
         AND uv.last_viewed_at IS NOT NULL AND ${[...conditions, ...seen].join(' AND ')}
       ORDER BY uv.last_viewed_at ${order}, uv.item_id ${order} LIMIT ${limit})
      UNION ALL
      (SELECT ${CARD_COLUMNS}, ${NEVER} FROM media_items i
       WHERE ${[...conditions, ...unseen(keyset, order, values)].join(' AND ')} AND NOT EXISTS (
         SELECT FROM user_views uv WHERE uv.plex_account_id = ${account} AND uv.item_id = i.id
           AND uv.section_id = i.section_id AND uv.type = i.type AND uv.last_viewed_at IS NOT NULL)
       ORDER BY i.id ${order} LIMIT ${limit})
    ) b
    ORDER BY b.v ${order}, b.id ${order} LIMIT ${limit}`;
  return { text, values: values.list };
}

/** What was never seen is one value: behind a row of its own only the id counts, behind any other all or nothing. */
function unseen(keyset: Keyset | null, order: ItemListing['order'], values: SqlValues): string[] {
  if (!keyset) return [];
  if (Date.parse(String(keyset.value)) !== 0) return order === 'asc' ? ['false'] : [];
  return [`i.id ${order === 'asc' ? '>' : '<'} ${values.add(keyset.id)}::bigint`];
}
