import type { PlexItem } from '../../plex';

/** Of all its versions, in order; null where the reply told of no streams. */
export function languagesOf({ versions }: PlexItem): string[] | null {
  const known = versions.flatMap(({ audioLanguages }) => (audioLanguages === null ? [] : [audioLanguages]));
  return known.length === 0 ? null : [...new Set(known.flat())].sort();
}
