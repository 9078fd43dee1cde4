import type { AskedFilters } from './asked';

/** The filters as a query of `/library/items`. */
export function toLibraryQuery(filters: AskedFilters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters))
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) query.append(name, String(one));
  return query.toString();
}
