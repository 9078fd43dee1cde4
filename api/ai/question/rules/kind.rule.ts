import type { ItemCardDto } from '../../../library';
import { genreOf, namesOfGenres } from '../../tools/genre-words';
import type { Asked } from '../asked';
import { find, oneOf, word, type Match } from '../pattern';

type Kind = ItemCardDto['type'];

const KINDS: [Kind, string, string[]][] = [
  ['episode', 'Episodes', ['episode', 'episodes', 'folge', 'folgen', 'episoden']],
  ['season', 'Seasons', ['season', 'seasons', 'staffel', 'staffeln']],
  ['album', 'Albums', ['album', 'albums', 'alben']],
  ['track', 'Tracks', ['track', 'tracks', 'song', 'songs', 'lied', 'lieder', 'liedern']],
  [
    'artist',
    'Artists',
    ['artist', 'artists', 'band', 'bands', 'musician', 'musicians', 'kunstler', 'interpret', 'interpreten', 'musiker'],
  ],
  [
    'show',
    'Shows',
    [
      'tv show',
      'tv shows',
      'tv series',
      'show',
      'shows',
      'series',
      'serie',
      'serien',
      'fernsehserie',
      'fernsehserien',
      'sendung',
      'sendungen',
    ],
  ],
  [
    'movie',
    'Movies',
    [
      'movie',
      'movies',
      'film',
      'films',
      'filme',
      'filmen',
      'filmes',
      'spielfilm',
      'spielfilme',
      'flick',
      'flicks',
      'kinofilm',
      'kinofilme',
      'feature films',
    ],
  ],
];
export const KIND = oneOf(...KINDS.flatMap(([, , words]) => words));
const COMPOUND = /^(.{3,})(film|filme|filmen|serie|serien)$/;
const MOST_GENRES = 3;
const OR: readonly string[] = ['or', 'oder'];

/** German for "was"; as a genre it is meant by English questions alone. */
const AMBIGUOUS = 'war';
const GERMAN = new Set([
  'der',
  'die',
  'das',
  'ich',
  'ist',
  'und',
  'wie',
  'welche',
  'welcher',
  'welches',
  'film',
  'filme',
  'es',
]);
const ENGLISH = new Set(['the', 'movie', 'movies', 'films', 'show', 'shows', 'me', 'my', 'from', 'and']);

const SHOW_ME = oneOf('show me', 'show us', 'show all', 'show my', 'show the');

/** "Movies", "Serien"; of several the one that is said first. */
export function readKind(asked: Asked): void {
  const verb = find(asked.text, [SHOW_ME]);
  if (verb) asked.text.take(verb.indexes);
  const found = KINDS.flatMap(([type, label, words]) => {
    const match = find(asked.text, [oneOf(...words)]);
    return match ? [{ match, type, label, words }] : [];
  });
  for (const { match, type, label, words } of found.sort((a, b) => a.match.indexes[0] - b.match.indexes[0])) {
    asked.add(match, { type }, { field: 'type', value: type, label });
    // Said twice, such as "films" and "movies", it is one kind.
    for (let again = find(asked.text, [oneOf(...words)]); again; again = find(asked.text, [oneOf(...words)]))
      asked.text.take(again.indexes);
  }
}

/** Genres that the library knows, in whatever word for them; "Horrorfilme" says the kind, too. */
export function readGenres(asked: Asked, genres: readonly string[]): void {
  readCompounds(asked, genres);
  const names = [...namesOfGenres(genres)].flatMap(([, said]) => said);
  const phrases = [...new Set(names)].filter((name) => name !== AMBIGUOUS || isEnglish(asked));
  for (let count = asked.filters.genres?.length ?? 0; count < MOST_GENRES; count++) {
    const match = find(asked.text, [oneOf(...phrases)]);
    if (!match) return;
    // All genres of a list are asked for at once.
    if (count > 0 && OR.includes(asked.text.anyWord(Math.min(...match.indexes) - 1) ?? '')) asked.ignore(match);
    else addGenre(asked, match, genreOf(String(match.values[0]), genres));
  }
}

/** "Krimiserien", where the library has the genre. */
function readCompounds(asked: Asked, genres: readonly string[]): void {
  const match = find(asked.text, [word((text) => (stemGenre(text, genres) === null ? null : text))]);
  if (match) addGenre(asked, match, stemGenre(String(match.values[0]), genres));
}

function stemGenre(text: string, genres: readonly string[]): string | null {
  const stem = COMPOUND.exec(text)?.[1];
  return stem === undefined ? null : (genreOf(stem, genres) ?? genreOf(stem.replace(/s$/, ''), genres));
}

function addGenre(asked: Asked, match: Match, genre: string | null): void {
  const before = asked.filters.genres ?? [];
  if (genre === null || before.includes(genre)) return asked.text.take(match.indexes);
  asked.filters.genres = [...before, genre];
  asked.note(match, { field: 'genre', value: genre, label: genre });
  const kind = COMPOUND.exec(String(match.values[0]))?.[2];
  if (kind === undefined) return;
  const isMovie = kind.startsWith('film');
  const chip = { field: 'type', value: isMovie ? 'movie' : 'show', label: isMovie ? 'Movies' : 'Shows' } as const;
  asked.add(match, { type: chip.value }, chip);
}

function isEnglish({ text }: Asked): boolean {
  let sum = 0;
  for (let at = 0; at < text.length; at++) {
    const said = text.anyWord(at) ?? '';
    sum += Number(ENGLISH.has(said)) - Number(GERMAN.has(said));
  }
  return sum >= 0;
}
