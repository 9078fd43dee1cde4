import type { Item, ItemVersion } from '../../api/types';
import { TYPE_WORDS, counted, placeOf, resolutionWord } from '../../core/items/item-words';
import { UNKNOWN, formatBytes, formatCount, formatDate, formatDecimal, formatDuration } from '../../ui/format';

/** The line under a title: what it is, from when, how long, how good. */
export function factsOf(item: Item): string[] {
  const facts = [placeOf(item) || TYPE_WORDS[item.type].one];
  if (item.year !== null) facts.push(String(item.year));
  if (item.durationMs !== null) facts.push(formatDuration(item.durationMs));
  if (item.contentRating) facts.push(item.contentRating);
  const below = leavesOf(item);
  if (below) facts.push(below);
  if (item.resolution) facts.push(resolutionWord(item.resolution));
  if (item.sizeBytes !== null) facts.push(formatBytes(item.sizeBytes));
  if (item.rating !== null) facts.push(`★ ${formatDecimal(item.rating)}`);
  return facts;
}

function leavesOf({ type, childCount, leafCount }: Item): string {
  const counts: Partial<Record<Item['type'], [count: number | null, words: Counting][]>> = {
    show: [
      [childCount, SEASONS],
      [leafCount, EPISODES],
    ],
    season: [[leafCount ?? childCount, EPISODES]],
    artist: [[childCount, ALBUMS]],
    album: [[leafCount ?? childCount, TRACKS]],
  };
  return (counts[type] ?? []).flatMap(([count, words]) => (count === null ? [] : counted(count, words))).join(', ');
}

type Counting = Parameters<typeof counted>[1];
const SEASONS: Counting = (count) => [$localize`${count}:count: season`, $localize`${count}:count: seasons`];
const EPISODES: Counting = (count) => [$localize`${count}:count: episode`, $localize`${count}:count: episodes`];
const ALBUMS: Counting = (count) => [$localize`${count}:count: album`, $localize`${count}:count: albums`];
const TRACKS: Counting = (count) => [$localize`${count}:count: track`, $localize`${count}:count: tracks`];

export interface Row {
  label: string;
  value: string;
}

/** Details that have a name; what nobody knows is left out, but for what people look for. */
export function detailsOf(item: Item): Row[] {
  const rows: (Row | null)[] = [
    named($localize`Original title`, item.originalTitle === item.title ? null : item.originalTitle),
    named($localize`Edition`, item.editionTitle),
    named($localize`Released`, item.originallyAvailableOn && formatDate(item.originallyAvailableOn)),
    named($localize`Directed by`, item.directors.join(', ')),
    named($localize`With`, item.actors.join(', ')),
    named($localize`Studio`, item.studio),
    named($localize`Countries`, item.countries.join(', ')),
    { label: isMusic(item) ? $localize`Played` : $localize`Watched`, value: watched(item) },
    { label: $localize`Size`, value: formatBytes(item.sizeBytes) },
  ];
  return rows.filter((row) => row !== null);
}

function named(label: string, value: string | null | undefined): Row | null {
  return value ? { label, value } : null;
}

/** What is listened to was played, not watched. */
export function isMusic({ type }: Pick<Item, 'type'>): boolean {
  return type === 'artist' || type === 'album' || type === 'track';
}

/** Of a title with parts the views are those of its parts, so they tell how much of it was watched, not how often. */
function hasParts({ type }: Pick<Item, 'type'>): boolean {
  return type === 'show' || type === 'season' || type === 'artist' || type === 'album';
}

const YES = $localize`yes`;
const NO = $localize`no`;

function watched(item: Item): string {
  const { watched: seen, viewCount, lastViewedAt } = item;
  if (seen === null) return UNKNOWN;
  if (hasParts(item)) return seen ? YES : viewCount || lastViewedAt ? $localize`in part` : NO;
  if (!seen) return NO;
  return viewCount && viewCount > 1 ? $localize`${formatCount(viewCount)}:count: times` : YES;
}

/** The day that an item was added, where Plex tells one that has not come yet. */
export function addedAhead({ addedAt }: Pick<Item, 'addedAt'>, now = Date.now()): string | null {
  const at = Date.parse(addedAt);
  return at > now + 86_400_000 ? formatDate(addedAt) : null;
}

/** What tells one copy of a title from another. */
export function copyFacts({ editionTitle, resolution, sizeBytes, available }: Item['alsoOn'][number]): string {
  const facts = [
    editionTitle,
    resolution && resolutionWord(resolution),
    sizeBytes === null ? null : formatBytes(sizeBytes),
    available ? null : $localize`unavailable`,
  ];
  return facts.filter(Boolean).join(' · ');
}

export interface VersionRow {
  quality: string;
  video: string;
  audio: string;
  bitrate: string;
  container: string;
  size: string;
  note: string;
  parts: { file: string | null; size: string; accessible: boolean }[];
}

export function versionRow(version: ItemVersion): VersionRow {
  const { resolution, hdr, parts } = version;
  const sizes = parts.map(({ sizeBytes }) => sizeBytes).filter((size) => size !== null);
  return {
    quality: (resolution === null ? UNKNOWN : resolutionWord(resolution)) + (hdr ? ' HDR' : ''),
    video: capitals(version.videoCodec),
    audio: audioWords(version),
    bitrate: bitrateWords(version.bitrateKbps),
    container: capitals(version.container),
    size: formatBytes(sizes.length === 0 ? null : sizes.reduce((sum, size) => sum + size, 0)),
    note: version.optimized ? $localize`Optimised copy` : '',
    parts: parts.map(({ file, sizeBytes, accessible }) => ({
      file: file ?? null,
      size: formatBytes(sizeBytes),
      accessible,
    })),
  };
}

function capitals(word: string | null): string {
  return word?.toUpperCase() ?? UNKNOWN;
}

function audioWords({ audioCodec, audioChannels }: ItemVersion): string {
  if (audioCodec === null) return UNKNOWN;
  return audioChannels === null
    ? capitals(audioCodec)
    : `${capitals(audioCodec)} ${CHANNELS[audioChannels] ?? $localize`${audioChannels}:count: channels`}`;
}

function bitrateWords(kbps: number | null): string {
  if (kbps === null) return UNKNOWN;
  return kbps >= 1000
    ? $localize`${formatDecimal(kbps / 1000)}:rate: Mbit/s`
    : $localize`${formatCount(kbps)}:rate: kbit/s`;
}

const CHANNELS: Record<number, string> = { 1: $localize`mono`, 2: $localize`stereo`, 6: '5.1', 7: '6.1', 8: '7.1' };
