import type { ItemCard } from '../../api/types';
import { formatRating } from '../../ui/format';
import type { PosterEntry } from '../../core/items/poster-row';

export function entriesOf(items: readonly ItemCard[]): PosterEntry[] {
  return items.map((item) => ({ item, note: '' }));
}

/** Rated movies and shows, but those that are known to be seen; most come to whoever has no history. */
export function bestOf(items: readonly ItemCard[], count: number): PosterEntry[] {
  const wanted = items.filter(
    ({ type, rating, watched, available }) => type !== 'artist' && rating !== null && watched !== true && available,
  );
  return wanted.slice(0, count).map((item) => ({ item, note: $localize`Rated ${formatRating(item.rating)}:rating:` }));
}
