import type { ItemCard, Pick } from '../../api/types';
import { formatRating } from '../../ui/format';
import { pickWords } from './pick-words';
import type { PosterEntry } from './poster-row';

export function entriesOf(items: readonly ItemCard[]): PosterEntry[] {
  return items.map((item) => ({ item, note: '' }));
}

/** The first reason is the strongest. */
export function pickEntries(picks: readonly Pick[]): PosterEntry[] {
  return picks.map(({ item, reasons }) => ({ item, note: reasons.length === 0 ? '' : pickWords(reasons[0]) }));
}

/** Rated movies and shows, but those that are known to be seen; most come to whoever has no history. */
export function bestOf(items: readonly ItemCard[], count: number): PosterEntry[] {
  const wanted = items.filter(
    ({ type, rating, watched, available }) => type !== 'artist' && rating !== null && watched !== true && available,
  );
  return wanted.slice(0, count).map((item) => ({ item, note: $localize`Rated ${formatRating(item.rating)}:rating:` }));
}
