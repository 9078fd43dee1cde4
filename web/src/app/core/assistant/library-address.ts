import type { Params } from '@angular/router';

/** What the library's page can be narrowed by. */
const KNOWN = [
  'type',
  'q',
  'genre',
  'genres',
  'yearFrom',
  'yearTo',
  'resolution',
  'watched',
  'addedSince',
  'sizeMin',
  'sort',
  'order',
];

/** The query of the library's page that shows the same titles; null where it cannot. */
export function libraryAddress(query: string | null): Params | null {
  if (query === null) return null;
  const all = [...new URLSearchParams(query)];
  if (all.some(([name]) => !KNOWN.includes(name)) || new Set(all.map(([name]) => name)).size < all.length) return null;
  return Object.fromEntries(all.map(([name, value]) => [name === 'genres' ? 'genre' : name, value]));
}
