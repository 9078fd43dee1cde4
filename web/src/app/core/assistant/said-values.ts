import type { Said } from '../../api/assistant.types';
import { formatCount, formatDate } from '../../ui/format';
import { isolate } from '../../ui/isolate';
import { plural } from '../../ui/plural';
import { TYPE_WORDS } from '../items/item-words';
import type { ItemType } from '../../api/types';

export type Values = Said['values'];
/** A sentence or a label from what it names. */
export type Words = (values: Values) => string;

/** Where the server left out what nobody said. */
const LEFT_OUT = '…';

/** A name of the library, or the person's own words. */
export function named(values: Values, key: string): string {
  return isolate(String(values[key] ?? LEFT_OUT));
}

export function amount(values: Values, key = 'count'): string {
  const value = values[key];
  return typeof value === 'number' ? formatCount(value) : String(value ?? LEFT_OUT);
}

export function day({ date }: Values): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(String(date)) ? formatDate(String(date)) : String(date ?? LEFT_OUT);
}

/** The sentence for a figure. */
export function many(values: Values, one: string, other: string, key = 'count'): string {
  return plural(Number(values[key]), one, other);
}

const NOUNS: Record<ItemType, (shown: string) => [one: string, other: string]> = {
  movie: (shown) => [$localize`${shown}:count: movie`, $localize`${shown}:count: movies`],
  show: (shown) => [$localize`${shown}:count: show`, $localize`${shown}:count: shows`],
  season: (shown) => [$localize`${shown}:count: season`, $localize`${shown}:count: seasons`],
  episode: (shown) => [$localize`${shown}:count: episode`, $localize`${shown}:count: episodes`],
  artist: (shown) => [$localize`${shown}:count: artist`, $localize`${shown}:count: artists`],
  album: (shown) => [$localize`${shown}:count: album`, $localize`${shown}:count: albums`],
  track: (shown) => [$localize`${shown}:count: track`, $localize`${shown}:count: tracks`],
};

/** `12 movies`, `1 title`. */
export function titles(values: Values): string {
  const shown = amount(values);
  const type = String(values['type'] ?? '');
  if (Object.hasOwn(TYPE_WORDS, type)) return many(values, ...NOUNS[type as ItemType](shown));
  return many(values, $localize`${shown}:count: title`, $localize`${shown}:count: titles`);
}
