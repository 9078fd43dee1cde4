import type { Arrival } from '../../api/types';
import { placeOf } from '../../core/items/item-words';
import { UNKNOWN, formatCount } from '../../ui/format';
import { isolate } from '../../ui/isolate';
import { plural } from '../../ui/plural';

/** `Season 2 · 8 episodes`; of a movie its year, of a single episode its name. */
export function arrivalWords(arrival: Arrival): string {
  const { item, leaf } = arrival;
  if (leaf) {
    const title = isolate(leaf.title);
    const place = placeOf(leaf);
    return place ? $localize`${place}:episode: · ${title}:title:` : title;
  }
  if (item.type === 'artist') return musicWords(arrival);
  if (item.type === 'show') return showWords(arrival);
  return item.year === null ? UNKNOWN : String(item.year);
}

function showWords({ parts, leafCount, atLeast }: Arrival): string {
  const episodes = countWords(leafCount, atLeast, EPISODES);
  if (parts.length === 0) return episodes;
  if (parts.length === 1) return $localize`${isolate(parts[0].title)}:season: · ${episodes}:episodes:`;
  const seasons = plural(parts.length, $localize`1 season`, $localize`${formatCount(parts.length)}:count: seasons`);
  return $localize`${seasons}:seasons: · ${episodes}:episodes:`;
}

function musicWords({ parts, leafCount, atLeast }: Arrival): string {
  const tracks = countWords(leafCount, atLeast, TRACKS);
  if (parts.length === 0) return tracks;
  if (parts.length === 1) return $localize`${isolate(parts[0].title)}:album: · ${tracks}:tracks:`;
  const albums = plural(parts.length, $localize`1 album`, $localize`${formatCount(parts.length)}:count: albums`);
  return $localize`${albums}:albums: · ${tracks}:tracks:`;
}

interface CountWords {
  exact: (count: number, said: string) => string;
  least: (count: number, said: string) => string;
}

const EPISODES: CountWords = {
  exact: (count, said) => plural(count, $localize`1 episode`, $localize`${said}:count: episodes`),
  least: (count, said) => plural(count, $localize`at least 1 episode`, $localize`at least ${said}:count: episodes`),
};
const TRACKS: CountWords = {
  exact: (count, said) => plural(count, $localize`1 track`, $localize`${said}:count: tracks`),
  least: (count, said) => plural(count, $localize`at least 1 track`, $localize`at least ${said}:count: tracks`),
};

function countWords(count: number, atLeast: boolean, words: CountWords): string {
  return (atLeast ? words.least : words.exact)(count, formatCount(count));
}

export interface ArrivalDay {
  date: string;
  items: Arrival[];
}

/** Newest day first, as they came. */
export function byDay(arrivals: readonly Arrival[]): ArrivalDay[] {
  const days: ArrivalDay[] = [];
  for (const arrival of arrivals) {
    const last = days.at(-1);
    if (last?.date === arrival.date) last.items.push(arrival);
    else days.push({ date: arrival.date, items: [arrival] });
  }
  return days;
}
