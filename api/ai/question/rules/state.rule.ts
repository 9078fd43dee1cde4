import { resolutionOf } from '../../tools/resolution-words';
import type { Asked } from '../asked';
import { anyOf, find, gap, maybe, oneOf, sequence, word, type Part } from '../pattern';
import { AT_LEAST, AT_MOST, LESS_THAN, MORE_THAN, number } from './quantities';
import { FILLERS, TITLE_ENDS } from './fillers';

const UNWATCHED = oneOf(
  'unwatched',
  'unseen',
  'not watched',
  'not watched yet',
  'not yet watched',
  'not seen',
  'not seen yet',
  'not yet seen',
  'never watched',
  'never seen',
  'havent watched',
  'havent watched yet',
  'havent seen',
  'havent seen yet',
  'have not watched',
  'have not watched yet',
  'have not seen',
  'have not seen yet',
  'have never watched',
  'have never seen',
  'did not watch',
  'didnt watch',
  'new to me',
  'yet to watch',
  'yet to see',
  'ungesehen',
  'ungesehene',
  'ungesehenen',
  'ungeschaut',
  'ungeschaute',
  'nicht gesehen',
  'nicht geschaut',
  'noch nicht gesehen',
  'noch nicht geschaut',
  'noch nicht angeschaut',
  'noch nie gesehen',
  'nie gesehen',
  'noch nicht kenne',
  'nicht kenne',
  'noch nie geschaut',
);
const WATCHED = oneOf(
  'watched',
  'already watched',
  'already seen',
  'seen',
  'have watched',
  'have seen',
  'have already watched',
  'have already seen',
  'ive watched',
  'ive seen',
  'i watched',
  'i saw',
  'did i watch',
  'gesehen',
  'gesehene',
  'gesehenen',
  'schon gesehen',
  'bereits gesehen',
  'schon geschaut',
  'geschaut',
  'angeschaut',
);
const I = maybe(oneOf('i', 'that i', 'which i', 'die ich', 'den ich', 'das ich', 'ich'));
const HAVE = maybe(oneOf('habe', 'hab'));

const BY_OTHERS: readonly Part[][] = [
  [oneOf('nobody', 'noone', 'no one', 'everybody', 'everyone', 'niemand', 'alle', 'jemand'), gap(2), WATCHED],
  [oneOf('watched by', 'seen by', 'gesehen von', 'geschaut von'), word((said) => said)],
];

/** "Unwatched", "die ich schon gesehen habe". */
export function readWatched(asked: Asked): void {
  // The filter is about the person who asks.
  for (const parts of BY_OTHERS) {
    const others = find(asked.text, parts);
    if (others) return asked.ignore(others);
  }
  const unwatched = find(asked.text, [I, UNWATCHED, HAVE]);
  if (unwatched) asked.add(unwatched, { watched: false }, { field: 'watched', value: false, label: 'Not watched' });
  const watched = find(asked.text, [I, WATCHED, HAVE]);
  if (watched) asked.add(watched, { watched: true }, { field: 'watched', value: true, label: 'Watched' });
}

const RESOLUTIONS = oneOf(
  '4k',
  'uhd',
  'ultra hd',
  '2160p',
  'full hd',
  '1080p',
  '1080i',
  'fhd',
  'hd',
  '720p',
  'hd ready',
  '576p',
  '480p',
  'sd',
);

/** "In 4K", "1080p"; of several the first. */
export function readResolution(asked: Asked, known: readonly string[]): void {
  const match = find(asked.text, [
    maybe(oneOf('in', 'available in', 'with', 'mit', 'in der auflosung')),
    RESOLUTIONS,
    maybe(oneOf('resolution', 'auflosung', 'quality', 'qualitat')),
  ]);
  if (!match) return;
  const resolution = resolutionOf(String(match.values[1]), known);
  const label = /^\d+$/.test(resolution) ? `${resolution}p` : resolution.toUpperCase();
  asked.add(match, { resolution }, { field: 'resolution', value: resolution, label });
  readResolution(asked, known);
}

const UNSUPPORTED = oneOf(
  'hdr',
  'hdr10',
  'dolby vision',
  'dolby atmos',
  'atmos',
  'random',
  'zufallige',
  'zufalligen',
  'zufallig',
);
const NOT = oneOf(
  'not',
  'but not',
  'without',
  'except',
  'no',
  'ohne',
  'ausser',
  'kein',
  'keine',
  'keinen',
  'nicht',
  'aber nicht',
  'aber keine',
);
const excluded = word((said) => (FILLERS.has(said) || TITLE_ENDS.has(said) ? null : said));

const COMPARED_SIZE = anyOf(
  LESS_THAN,
  MORE_THAN,
  AT_LEAST,
  AT_MOST,
  oneOf('larger than', 'bigger than', 'smaller than', 'grosser als', 'kleiner als'),
);
const size = anyOf(
  sequence([number, oneOf('mb', 'gb', 'tb')], ([value]) => value),
  word((said) => (/^\d[\d.]*[mgt]b$/.test(said) ? said : null)),
);

/** What no filter does is passed over, above all what is not wanted: the contrary would be worse than nothing. */
export function readUnsupported(asked: Asked): void {
  const match =
    find(asked.text, [COMPARED_SIZE, size]) ??
    find(asked.text, [NOT, excluded, maybe(excluded), maybe(excluded)]) ??
    find(asked.text, [UNSUPPORTED]);
  if (!match) return;
  asked.ignore(match);
  readUnsupported(asked);
}
