import { hex, mix } from '../core/hash';

/** Largest prime below 10^7: multiplying modulo a prime scrambles numbers without ever making two equal. */
const PRIME = 9_999_991;
const EPISODE_PRIME = 2_147_483_647;

/** `plex://movie/` and 24 hex digits; the first eight alone are unique per work. */
export function plexGuid(type: string, h: number, n: number): string {
  return `plex://${type}/${mix(n ^ 0x5d77)
    .toString(16)
    .padStart(8, '0')}${hex(h, 71)}${hex(h, 72)}`;
}

export const imdbId = (n: number): string => `tt${10_000_000 + ((n * 7919) % PRIME)}`;
export const tmdbId = (n: number): number => 100 + ((n * 104_729) % PRIME);
const tvdbId = (n: number): number => 70_000 + ((n * 1_299_709) % PRIME);

export function movieGuids(n: number): string[] {
  return [`imdb://${imdbId(n)}`, `tmdb://${tmdbId(n)}`, `tvdb://${tvdbId(n)}`];
}

/** Shows use number spaces of their own at tmdb and tvdb; imdb has one for everything. */
export function showGuids(n: number): string[] {
  return [`imdb://tt${30_000_000 + ((n * 7919) % PRIME)}`, `tmdb://${tmdbId(n)}`, `tvdb://${tvdbId(n)}`];
}

/** Episode ids, not those of the show. */
export function episodeGuids(n: number): string[] {
  const number = (n * 7919) % EPISODE_PRIME;
  return [
    `imdb://tt${1_000_000_000 + number}`,
    `tmdb://${1_000_000 + number}`,
    `tvdb://${300_000 + ((n * 6007) % EPISODE_PRIME)}`,
  ];
}

export function musicGuids(h: number): string[] {
  return [
    `mbid://${hex(h, 73)}-${hex(h, 74).slice(0, 4)}-4${hex(h, 75).slice(0, 3)}-9${hex(h, 76).slice(0, 3)}-${hex(h, 77)}${hex(h, 78).slice(0, 4)}`,
  ];
}
