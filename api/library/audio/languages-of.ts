import type { PlexItem } from '../../plex';
import type { SpokenItem } from './item-languages.repository';

/** Of all its versions, in order; null where the reply told of no streams. */
export function languagesOf({ versions }: PlexItem): string[] | null {
  const known = versions.flatMap(({ audioLanguages }) => audioLanguages ?? []);
  const isTold = versions.some(({ audioLanguages }) => audioLanguages !== null);
  return isTold ? [...new Set(known)].sort() : null;
}

/**
 * What replies tell of the audio of stored rows: listings nothing, details all. Under the `updatedAt` of the reply, so
 * that it counts for nothing where another one is stored.
 */
export function spokenOf(
  rows: readonly { id: string; rating_key: string }[],
  itemsByKey: ReadonlyMap<string, PlexItem>,
): SpokenItem[] {
  return rows.flatMap(({ id, rating_key }) => {
    const item = itemsByKey.get(rating_key)!;
    const languages = languagesOf(item);
    return languages === null ? [] : [{ itemId: id, sourceId: id, sourceUpdatedAt: item.updatedAt, languages }];
  });
}
