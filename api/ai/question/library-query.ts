import type { AskedFilters } from './asked';

/** The filters as a query of `/library/items`; null where that has no such filter. */
export function toLibraryQuery(filters: AskedFilters): string | null {
  if (filters.audioLanguage !== undefined) return null;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters))
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) query.append(name, String(one));
  return query.toString();
}
