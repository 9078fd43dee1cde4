import { FILE_QUIRKS } from './quirks-files';
import { FORM_QUIRKS } from './quirks-form';
import { IDENTITY_QUIRKS } from './quirks-identity';
import { TEXT_QUIRKS } from './quirks-text';
import { TIME_QUIRKS } from './quirks-time';
import { draw } from '../core/hash';
import type { ItemQuirk } from './quirk';
import type { Position, ItemType } from './keys';

/** Quirks that an item carries, in the order of the table of quirks Plex clients have to live with. */
export const ITEM_QUIRKS: readonly ItemQuirk[] = [
  ...FORM_QUIRKS,
  ...FILE_QUIRKS,
  ...IDENTITY_QUIRKS,
  ...TEXT_QUIRKS,
  ...TIME_QUIRKS,
];

const BY_NAME = new Map(ITEM_QUIRKS.map((quirk) => [quirk.name, quirk]));

export const itemQuirk = (name: string): ItemQuirk | undefined => BY_NAME.get(name);

const byType = (type: ItemType): readonly ItemQuirk[] => ITEM_QUIRKS.filter((quirk) => quirk.types.includes(type));
const MOVIE_QUIRKS = byType('movie');
const SHOW_QUIRKS = byType('show');
const EPISODE_QUIRKS = byType('episode');

/** Primes above the number of quirks: with a library at least this large every quirk appears. */
const MOVIE_CYCLE = 149;
const SHOW_CYCLE = 37;
const EPISODE_CYCLE = 149;

/** The one quirk this place in the library carries by nature, if any. */
export function naturalQuirk(seed: number, position: Position): ItemQuirk | undefined {
  if (position.type === 'movie') return MOVIE_QUIRKS[(position.index * 37 + (seed % MOVIE_CYCLE)) % MOVIE_CYCLE];
  if (position.type === 'show') return SHOW_QUIRKS[(position.index * 5 + (seed % SHOW_CYCLE)) % SHOW_CYCLE];
  if (position.type === 'episode')
    return EPISODE_QUIRKS[draw(seed + position.index, position.slot * 64 + position.leaf) % EPISODE_CYCLE];
  return undefined;
}
