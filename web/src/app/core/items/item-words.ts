import type { Item, ItemCard, ItemType } from '../../api/types';
import { UNKNOWN, formatCount } from '../../ui/format';
import type { PosterShape } from '../../ui/poster';
import type { IconName } from '../../ui/icon-paths';
import { plural } from '../../ui/plural';

export const TYPE_WORDS: Record<ItemType, { one: string; many: string }> = {
  movie: { one: $localize`Movie`, many: $localize`Movies` },
  show: { one: $localize`Show`, many: $localize`Shows` },
  season: { one: $localize`Season`, many: $localize`Seasons` },
  episode: { one: $localize`Episode`, many: $localize`Episodes` },
  artist: { one: $localize`Artist`, many: $localize`Artists` },
  album: { one: $localize`Album`, many: $localize`Albums` },
  track: { one: $localize`Track`, many: $localize`Tracks` },
};

export function titleCount(count: number | null): string {
  return counted(count, (shown) => [$localize`${shown}:count: title`, $localize`${shown}:count: titles`]);
}

/** A number with its noun. */
export function counted(count: number | null, words: (shown: string) => [one: string, other: string]): string {
  return plural(count ?? 0, ...words(formatCount(count)));
}

export const SECTION_ICONS: Record<string, IconName> = { movie: 'movie', show: 'show', artist: 'music' };

export function shapeOf(type: ItemType): PosterShape {
  if (type === 'artist' || type === 'album' || type === 'track') return 'square';
  return type === 'episode' ? 'wide' : 'poster';
}

/** `S2 · E5`, `Season 2`, `Track 7`; empty where there is no number. */
export function placeOf({ type, index, parentIndex }: Pick<ItemCard, 'type' | 'index' | 'parentIndex'>): string {
  if (type === 'episode') return episodePlace(parentIndex, index);
  if (index === null) return '';
  if (type === 'season') return index === 0 ? $localize`Specials` : $localize`Season ${index}:number:`;
  return type === 'track' ? $localize`Track ${index}:number:` : '';
}

function episodePlace(season: number | null, episode: number | null): string {
  const parts = [
    season === null ? '' : season === 0 ? $localize`Special` : $localize`S${season}:season:`,
    episode === null ? '' : $localize`E${episode}:episode:`,
  ];
  return parts.filter(Boolean).join(' · ');
}

/** The second line of a card. */
export function subtitleOf(item: ItemCard): string {
  const words = [item.grandparentTitle ?? '', placeOf(item)].filter(Boolean);
  if (words.length === 0 && item.year !== null) words.push(String(item.year));
  return words.join(' · ') || TYPE_WORDS[item.type].one;
}

const NEW_MS = 7 * 86_400_000;

/** Came within a week, and was not seen as far as anybody knows. */
export function isNew(item: Pick<ItemCard, 'addedAt' | 'watched'> | undefined, now: number): boolean {
  return item !== undefined && item.watched !== true && now - Date.parse(item.addedAt) < NEW_MS;
}

/** `4K`, `1080p`; as Plex says it where it is neither number nor known word. */
export function resolutionWord(resolution: string): string {
  if (/^\d+$/.test(resolution)) return `${resolution}p`;
  return resolution.toUpperCase();
}

export function watchedWord(watched: boolean | null): string {
  return watched === null ? UNKNOWN : watched ? $localize`watched` : $localize`not watched`;
}

/** Where an external id leads; undefined where the id does not look like one. */
export function externalLinks(item: Pick<Item, 'externalIds' | 'type'>): { name: string; url: string }[] {
  const { imdb, tmdb, tvdb } = item.externalIds;
  const links: { name: string; url: string }[] = [];
  if (imdb && /^tt\d+$/.test(imdb)) links.push({ name: 'IMDb', url: `https://www.imdb.com/title/${imdb}/` });
  const path = TMDB_PATHS[item.type];
  if (tmdb && path && /^\d+$/.test(tmdb))
    links.push({ name: 'TMDB', url: `https://www.themoviedb.org/${path}/${tmdb}` });
  const kind = TVDB_KINDS[item.type];
  if (tvdb && kind && /^\d+$/.test(tvdb))
    links.push({ name: 'TheTVDB', url: `https://www.thetvdb.com/dereferrer/${kind}/${tvdb}` });
  return links;
}

const TMDB_PATHS: Partial<Record<ItemType, string>> = { movie: 'movie', show: 'tv' };
const TVDB_KINDS: Partial<Record<ItemType, string>> = {
  movie: 'movie',
  show: 'series',
  season: 'season',
  episode: 'episode',
};
