/** What names a title, whichever server it is on. */
export interface TitleIds {
  guid: string | null;
  imdb: string | null;
  tmdb: string | null;
  tvdb: string | null;
}

/** Each is a name of the title; of guids only those that say what it is, not a number that one server gives. */
export function titleKeys(type: 'movie' | 'show', { guid, imdb, tmdb, tvdb }: TitleIds): string[] {
  const named = guid !== null && !guid.startsWith('local://') && !guid.includes('.agents.none://');
  return [named && guid, imdb && `imdb:${imdb}`, tmdb && `tmdb:${tmdb}`, tvdb && `tvdb:${tvdb}`]
    .filter((key) => typeof key === 'string' && key !== '')
    .map((key) => `${type}:${String(key)}`);
}
