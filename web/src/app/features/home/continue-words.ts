import type { Continued } from '../../api/types';
import { placeOf } from '../../core/items/item-words';
import { UNKNOWN, formatDuration } from '../../ui/format';

/** `S2 · E5 · The Harbour`; of a movie its year. */
export function placeWords({ item, show }: Pick<Continued, 'item' | 'show'>): string {
  if (item.type !== 'episode') return item.year === null ? UNKNOWN : String(item.year);
  const place = placeOf(item);
  // Without its show the title of the episode stands above.
  if (show === null && item.grandparentTitle === null) return place;
  return place ? $localize`${place}:episode: · ${item.title}:title:` : item.title;
}

/** What is left of it, or that it comes next. */
export function restWords({ kind, offsetMs, durationMs }: Pick<Continued, 'kind' | 'offsetMs' | 'durationMs'>): string {
  if (kind === 'next')
    return durationMs === null ? $localize`Up next` : $localize`Up next · ${formatDuration(durationMs)}:length:`;
  if (durationMs === null) return $localize`Time left unknown`;
  // A player that stopped in the credits tells more than there is.
  return $localize`${formatDuration(Math.max(0, durationMs - offsetMs))}:time: left`;
}
