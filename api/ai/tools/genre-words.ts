import { foldText } from '../../library';

/** Words for one genre in English and German, folded; which of them a library uses is for its agent to choose. */
const SYNONYMS: readonly (readonly string[])[] = [
  ['science fiction', 'sci fi', 'scifi', 'sf', 'science fictions', 'zukunftsfilm'],
  ['comedy', 'comedies', 'funny', 'komodie', 'komodien', 'lustig', 'lustige', 'lustigen', 'lustiges', 'humor'],
  ['drama', 'dramas', 'dramen', 'dramatic'],
  [
    'romance',
    'romances',
    'romantic',
    'love stories',
    'love story',
    'liebesfilm',
    'liebesfilme',
    'romantik',
    'romantisch',
    'romantische',
    'lovestory',
  ],
  ['thriller', 'thrillers'],
  ['horror', 'scary', 'gruselig', 'gruselige', 'gruselfilm', 'gruselfilme', 'horrorfilm', 'horrorfilme'],
  ['action', 'actionfilm', 'actionfilme'],
  ['adventure', 'adventures', 'abenteuer', 'abenteuerfilm', 'abenteuerfilme'],
  [
    'animation',
    'animated',
    'cartoon',
    'cartoons',
    'zeichentrick',
    'zeichentrickfilme',
    'zeichentrickfilm',
    'animationsfilm',
    'animationsfilme',
    'animiert',
    'animierte',
  ],
  ['anime', 'animes'],
  [
    'documentary',
    'documentaries',
    'doku',
    'dokus',
    'dokumentation',
    'dokumentationen',
    'dokumentarfilm',
    'dokumentarfilme',
  ],
  ['crime', 'krimi', 'krimis', 'kriminalfilm'],
  ['mystery', 'mysteries', 'ratselhaft'],
  ['fantasy', 'fantasyfilm', 'fantasyfilme'],
  [
    'family',
    'familie',
    'familienfilm',
    'familienfilme',
    'for the family',
    'fur die familie',
    'kids',
    'children',
    'kinderfilm',
    'kinderfilme',
  ],
  ['western', 'westerns', 'cowboy'],
  ['war', 'krieg', 'kriegsfilm', 'kriegsfilme'],
  ['history', 'historical', 'historie', 'historisch', 'historische', 'geschichte', 'historienfilm', 'historienfilme'],
  ['music', 'musik', 'musikfilm', 'musikfilme'],
  ['musical', 'musicals'],
  ['biography', 'biographies', 'biopic', 'biopics', 'biografie', 'biografien', 'biographie'],
  ['sport', 'sports', 'sportfilm', 'sportfilme'],
  ['short', 'shorts', 'kurzfilm', 'kurzfilme', 'short film', 'short films'],
  ['film noir', 'noir'],
  ['reality', 'reality tv'],
  ['talk show', 'talk', 'talkshow', 'talkshows'],
  ['game show', 'game shows', 'spielshow', 'spielshows', 'quiz'],
  ['suspense', 'spannend', 'spannende'],
  ['soap', 'soaps', 'seifenoper'],
  ['electronic', 'elektronisch', 'elektro'],
  ['hip hop', 'hiphop', 'rap'],
  ['classical', 'klassik', 'klassische musik'],
];

/** Folded, its words one space apart. */
export function wordsOf(text: string): string {
  return foldText(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Names for each genre of a library, by the genre as the library spells it: its own, its parts', and their synonyms. */
export function namesOfGenres(genres: readonly string[]): Map<string, string[]> {
  return new Map(genres.map((genre) => [genre, namesOf(genre)]));
}

/**
 * The genre of a library that somebody means: the one of that very name, else the one that the word is a synonym of,
 * else the one that it names a part of ("Sci-Fi & Fantasy").
 * @param genres the most frequent first
 */
export function genreOf(word: string, genres: readonly string[]): string | null {
  const asked = wordsOf(word);
  const group = SYNONYMS.find((words) => words.includes(asked)) ?? [asked];
  return (
    genres.find((genre) => wordsOf(genre) === asked) ??
    genres.find((genre) => group.includes(wordsOf(genre))) ??
    genres.find((genre) => partsOf(genre).some((part) => group.includes(part))) ??
    null
  );
}

function namesOf(genre: string): string[] {
  const own = [wordsOf(genre), ...partsOf(genre)];
  return [...new Set([...own, ...own.flatMap((name) => SYNONYMS.find((words) => words.includes(name)) ?? [])])];
}

function partsOf(genre: string): string[] {
  return genre
    .split(/[&/,+]/)
    .map(wordsOf)
    .filter((part) => part !== '');
}
