import { plainToInstance } from 'class-transformer';
import { FOR_ADMIN, type SectionRow } from '../section/visible-sections.query';
import { listStatement } from '../item/browse.query';
import { toItemFilter } from '../item/item-filter';
import { toListing } from '../item/item-listing';
import { ItemListQuery } from '../item/item-query.dto';
import { readKeyset } from '../item/item-sort';
import type { Statement } from '../item/sql-values';

interface QueryClient {
  query(text: string): Promise<{ rows: SectionRow[] }>;
}

/**
 * The statement that `GET /library/items?<query>` runs for an administrator who owns every server.
 */
export async function listItemsStatement(database: QueryClient, query: string): Promise<Statement> {
  const { rows } = await database.query(FOR_ADMIN);
  const sections = rows.map(({ id, serverId, type }) => ({ id, serverId, type, owned: true }));
  const asked = plainToInstance(ItemListQuery, Object.fromEntries(new URLSearchParams(query)));
  const listing = toListing(toItemFilter(asked), sections, asked);
  const keyset = asked.cursor === undefined ? null : readKeyset(listing.name, listing.column, asked.cursor);
  return listStatement(listing, keyset, asked.limit + 1);
}
