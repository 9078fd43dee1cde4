import { wordsOf } from '../../tools/genre-words';
import type { Asked } from '../asked';
import { find, maybe, oneOf, type Match } from '../pattern';

const RATED = oneOf('rated', 'fsk', 'content rating', 'certified', 'certificate', 'freigegeben ab', 'altersfreigabe');
const FOR_AGE = oneOf('fsk', 'freigegeben ab', 'ab', 'frei ab', 'altersfreigabe');
const AGES = ['0', '6', '12', '16', '18'];
const JAHREN = maybe(oneOf('jahren', 'jahre'));

/** "PG-13", "rated R", "FSK 12", where the library has titles of that rating. */
export function readContentRating(asked: Asked, known: readonly string[]): void {
  const german = find(asked.text, [FOR_AGE, oneOf(...AGES), JAHREN]);
  if (german && readGerman(asked, german, String(german.values[1]), known)) return;
  for (const rating of known) {
    const said = wordsOf(rating);
    if (said === '') continue;
    const match = find(asked.text, [RATED, oneOf(said)]) ?? find(asked.text, [oneOf(said), oneOf('rated')]);
    // A single letter or number says nothing by itself.
    const alone = isTelling(said) ? find(asked.text, [oneOf(said)]) : null;
    const found = match ?? alone;
    if (found) return add(asked, found, rating);
  }
}

function readGerman(asked: Asked, match: Match, age: string, known: readonly string[]): boolean {
  const rating = known.find((value) => [`de ${age}`, `fsk ${age}`, `fsk${age}`, age].includes(wordsOf(value)));
  if (rating !== undefined) add(asked, match, rating);
  else asked.ignore(match);
  return rating !== undefined;
}

function add(asked: Asked, match: Match, rating: string): void {
  asked.add(match, { contentRating: rating }, { field: 'contentRating', value: rating, label: rating });
}

function isTelling(said: string): boolean {
  return said.length > 2 || /^(pg|nc)/.test(said);
}
