import type { Item, ItemCard, ItemType } from '../../api/types';
import type { PosterShape } from '../../ui/poster';
import type { IconName } from '../../ui/icon-paths';

export const TYPE_WORDS: Record<ItemType, { one: string; many: string }> = {
  movie: { one: 'Movie', many: 'Movies' },
  show: { one: 'Show', many: 'Shows' },
  season: { one: 'Season', many: 'Seasons' },
  episode: { one: 'Episode', many: 'Episodes' },
  artist: { one: 'Artist', many: 'Artists' },
  album: { one: 'Album', many: 'Albums' },
  track: { one: 'Track', many: 'Tracks' },
};

export const SECTION_ICONS: Record<string, IconName> = { movie: 'movie', show: 'show', artist: 'music' };

export function shapeOf(type: ItemType): PosterShape {
  if (type === 'artist' || type === 'album' || type === 'track') return 'square';
  return type === 'episode' ? 'wide' : 'poster';
}

/** `S2 · E5`, `Season 2`, `Track 7`; empty where there is no number. */
export function placeOf({ type, index, parentIndex }: Pick<ItemCard, 'type' | 'index' | 'parentIndex'>): string {
  if (type === 'episode') {
    const parts = [
      parentIndex === null ? '' : parentIndex === 0 ? 'Special' : `S${parentIndex}`,
      index === null ? '' : `E${index}`,
    ];
    return parts.filter(Boolean).join(' · ');
  }
  if (index === null) return '';
  if (type === 'season') return index === 0 ? 'Specials' : `Season ${index}`;
  return type === 'track' ? `Track ${index}` : '';
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
  return watched === null ? 'unknown' : watched ? 'watched' : 'not watched';
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
