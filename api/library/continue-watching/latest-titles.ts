import { titleKeys } from './title-keys';
import type { Viewing } from './viewing.query';

/**
 * The newest viewing of each movie and each show; the same title on several servers counts as one, so that what
 * was finished on one is not told as begun on another.
 * @param viewings newest first
 */
export function latestOfTitles(viewings: readonly Viewing[]): Viewing[] {
  const seen = new Set<string>();
  return viewings.filter((viewing) => {
    const keys = keysOf(viewing);
    const isNew = !keys.some((key) => seen.has(key));
    for (const key of keys) seen.add(key);
    return isNew;
  });
}

function keysOf({ itemId, type, ids, show }: Viewing): string[] {
  if (type === 'movie') return [`item:${itemId}`, ...titleKeys('movie', ids)];
  return show ? [`item:${show.id}`, ...titleKeys('show', show)] : [`item:${itemId}`];
}
