import { isNumberWord } from '../../words/number-words';
import { ENGLISH, isEnglish } from './english-words';
import { BEFORE_NOUNS, GERMAN, isGerman, isGermanNoun } from './german-words';
import { isSaidMissing } from './missing';
import type { PhraseBook, Word } from './phrase-book';
import { wordsIn } from './phrase-book';
import { comparable, folded, stressed } from './plain-text';

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** What names a sentence may hold. */
export interface Names {
  phrases: PhraseBook;
  /** What the person wrote, folded, its words one space apart and one at either end. */
  asked: string;
}

/** Stands for a reference, which the server words itself. */
const REFERENCE = /^[\ue000-\uf8ff]/;
const OPENS = /(?:^|[:;.!?\n(\-"“„])\s*$/;
/** Behind a title that is one everyday word: "Home is …", "Home (…", "Home, by …". */
const SPEAKS_OF =
  /^(?:\s*[^\p{L}\p{N}\s]|\s+(?:is|was|has|had|are|by|from|with|and|or|stars?|features?|follows?|tells?|would|will|could|might|ist|war|hat|wurde|von|mit|und|oder|erzählt|handelt)(?!\p{L}))/u;
/** Behind these stands what a search was about. */
const TOPICS: ReadonlySet<string | undefined> = new Set(
  'about with for matching regarding on uber mit fur zu nach'.split(' '),
);
/** Of more words in one sentence nobody knows what they are. */
const MOST_STRANGE = 2;
const QUALITY =
  /(?:ing|ed|ly|ous|ful|ish|less|ical|able|ible|ive|est|ier)$|(?:lich|ig|isch|sam|bar|haft|los|voll|end|iert)(?:e|en|em|er|es|)$|^(?:ge|be|er|ent|ver|zer)\p{L}{2,}(?:t|en)$/u;
const PARTICIPLE = /^\p{L}{0,6}ge\p{L}{3,}(?:t|en)$/u;
const VERB = /(?:[^s]s|ed|t|en)$/;
const QUALIFIED = setOf(
  'a an its very so more most quite rather really too is are was were be less truly equally deeply slightly feels seems looks sounds wonderfully beautifully ein eine einen einem einer sehr mehr recht ziemlich wirklich ist sind war etwas eher besonders wirkt bleibt du ich',
);
const JOINS = setOf('and but or yet und aber oder');
const RELATIVE = setOf('that which who it der die das er sie es');
const STATES = setOf('is are was were would fits fit suits has could might ist sind war ware passt hat');
/** Who names one of these says that something is there. */
const IS_PLACE = /(?<!\p{L})(?:library|collection|server|own|you have|mediathek|bibliothek|sammlung|du hast)(?!\p{L})/u;

type Language = 'english' | 'german' | null;
type Seat = 'reference' | 'told' | 'asked' | 'plain' | 'unknown';

/**
 * What in a sentence names something that no tool told; null where nothing does. Titles and names are known by
 * capitals, quotation marks, stress, foreign scripts, and by words that are none of everyday. In doubt it is a name.
 * @param raw as the model wrote it, its references replaced by private characters
 */
export function unknownName(raw: string, names: Names): string | null {
  const text = comparable(raw);
  const words = wordsIn(text);
  const language = languageOf(words);
  const inQuotes = unknownStressed(raw, names);
  if (inQuotes !== null) return inQuotes;
  const seats = seatsOf(text, words, names, language);
  const unknown = seats.findIndex((seat) => seat === 'unknown');
  if (unknown >= 0) return words[unknown].text;
  if (seats.includes('asked') && !setsApart(text, words, seats)) return words[seats.indexOf('asked')].text;
  if (language === null && seats.filter((seat) => seat === 'plain').length > 2) return text;
  return strangeWord(words, seats, names, language);
}

/** Where each word stands: told by a tool, said by the person, plain, or unknown. */
function seatsOf(text: string, words: readonly Word[], names: Names, language: Language): Seat[] {
  const seats: Seat[] = [];
  for (let at = 0; at < words.length;) {
    const told = toldFrom(words, at, names);
    if (told > 0) {
      for (let i = 0; i < told; i++) seats.push('told');
      at += told;
      continue;
    }
    seats.push(seatOf(text, words, at, names, language));
    at++;
  }
  return seats;
}

/** A number alone names nothing: it must be known as a number. */
function toldFrom(words: readonly Word[], at: number, { phrases }: Names): number {
  const length = phrases.lengthAt(words, at);
  return length === 1 && /^\d+$/.test(words[at].folded) ? 0 : length;
}

function seatOf(text: string, words: readonly Word[], at: number, names: Names, language: Language): Seat {
  const word = words[at];
  if (REFERENCE.test(word.text)) return 'reference';
  if (/^\d/.test(word.text) && !/\p{Lu}/u.test(word.text)) return 'plain';
  const strange = /[^\p{Script=Latin}\p{N}\p{M}']/u.test(word.text);
  if (!strange && !/\p{Lu}/u.test(word.text)) return seatInLowerCase(words, at, names, language);
  if (!strange && mayBeWrittenSo(text, word, language)) return 'plain';
  return wasAsked(words, at, names) ? 'asked' : 'unknown';
}

/** What the person named in lower case is named so again, unless it is what a search was about. */
function seatInLowerCase(words: readonly Word[], at: number, { asked }: Names, language: Language): Seat {
  const { text, folded: word } = words[at];
  if (!/^\p{Ll}{3,}/u.test(text) || isEveryday(text, language) || !asked.includes(` ${word} `)) return 'plain';
  return TOPICS.has(words[at - 1]?.folded) ? 'plain' : 'asked';
}

function isEveryday(text: string, language: Language): boolean {
  const word = comparable(text).toLowerCase();
  return isNumberWord(word) || isPlainOf(language)(word);
}

function mayBeWrittenSo(text: string, { text: word, at }: Word, language: Language): boolean {
  if (ENGLISH.capitals.has(word) || (language === 'german' && isGermanNoun(word))) return true;
  if (/\p{Lu}/u.test(word.slice(1))) return false;
  const lower = word.toLowerCase();
  if (OPENS.test(text.slice(0, at))) return mayBegin(lower, text.slice(at + word.length), language);
  return language === 'german' && isGerman(lower) && BEFORE_NOUNS.has(wordBefore(text, at));
}

function mayBegin(word: string, after: string, language: Language): boolean {
  const starts = language === 'german' ? GERMAN.starters.has(word) : ENGLISH.starters.has(word);
  return starts || (isPlainOf(language)(word) && !SPEAKS_OF.test(after));
}

function wordBefore(text: string, at: number): string {
  return /(\p{L}+)\s+$/u.exec(text.slice(0, at))?.[1].toLowerCase() ?? '';
}

function isPlainOf(language: Language): (word: string) => boolean {
  return language === 'german' ? isGerman : isEnglish;
}

/** The whole run of capitals around it must be words of the question, in their order. */
function wasAsked(words: readonly Word[], at: number, { asked }: Names): boolean {
  const isName = (word: Word | undefined): boolean =>
    word !== undefined && !REFERENCE.test(word.text) && /\p{Lu}|[^\p{Script=Latin}\p{N}\p{M}']/u.test(word.text);
  let [from, to] = [at, at + 1];
  while (isName(words[from - 1]) && asked.includes(` ${words[from - 1].folded} `)) from--;
  while (isName(words[to])) to++;
  const run = words.slice(from, to).map((word) => word.folded);
  return asked.includes(` ${run.join(' ')} `);
}

/** What only the person named may be said to be missing, or be compared with; not to be there. */
function setsApart(text: string, words: readonly Word[], seats: readonly Seat[]): boolean {
  const lower = text.toLowerCase();
  const places = words.filter((_, at) => seats[at] === 'asked').map(({ at }) => at);
  if (isSaidMissing(lower, places)) return true;
  const standsOnSomething = seats.includes('reference') || seats.includes('told');
  const compared = words.filter(({ text: word }) => isComparison(comparable(word)));
  // "Like Blade Runner, …": of what stands before the comparison, something is said.
  const areCompared = places.every((place) => compared.some(({ at }) => at < place));
  return standsOnSomething && areCompared && !IS_PLACE.test(lower);
}

function isComparison(word: string): boolean {
  return ENGLISH.comparisons.has(word.toLowerCase()) || GERMAN.comparisons.has(word.toLowerCase());
}

/** What stands in quotation marks or is stressed must be told, be the person's own words, or be one plain word. */
function unknownStressed(raw: string, { phrases, asked }: Names): string | null {
  for (const inner of stressed(raw)) {
    const words = wordsIn(comparable(inner));
    if (words.every(({ text }) => REFERENCE.test(text)) || phrases.has(comparable(inner)) || isLabel(inner, words))
      continue;
    if (asked.includes(` ${words.map((word) => word.folded).join(' ')} `)) continue;
    return inner;
  }
  return null;
}

function isLabel(inner: string, words: readonly Word[]): boolean {
  return words.length === 1 && !/\p{Lu}/u.test(inner) && (isEnglish(words[0].text) || isGerman(words[0].text));
}

/** Titles in lower case: words that are none of everyday's, and stand where no adjective or verb would. */
function strangeWord(words: readonly Word[], seats: readonly Seat[], names: Names, language: Language): string | null {
  const strange = words.filter(
    ({ text, folded: word }, at) =>
      seats[at] === 'plain' &&
      /^\p{Ll}{3,}/u.test(text) &&
      !isEveryday(text, language) &&
      !(names.asked.includes(` ${word} `) && TOPICS.has(words[at - 1]?.folded)),
  );
  const isHarmless =
    strange.length <= MOST_STRANGE && strange.every((word) => mayBeOfTalk(words, seats, words.indexOf(word)));
  return strange.length === 0 || isHarmless ? null : strange[0].text;
}

/** "a brooding film", "[[item:1]] blends humour": by its ending and by what stands beside it. */
function mayBeOfTalk(words: readonly Word[], seats: readonly Seat[], at: number): boolean {
  if (followsCue(words, at)) return false;
  const isBehindName = ['reference', 'told'].includes(seats[at - 1]) || RELATIVE.has(foldedAt(words, at - 1));
  return isBehindName ? isVerb(words, at) : isQuality(words, seats, at);
}

function isVerb(words: readonly Word[], at: number): boolean {
  return VERB.test(words[at].folded) && at + 1 < words.length && !STATES.has(foldedAt(words, at + 1));
}

function isQuality(words: readonly Word[], seats: readonly Seat[], at: number): boolean {
  const before = foldedAt(words, at - 1);
  // "…, die du noch nicht angesehen hast": German closes with the verb.
  if (at >= words.length - 2 && PARTICIPLE.test(words[at].folded)) return true;
  const isLed = QUALIFIED.has(before) || (JOINS.has(before) && seats[at - 2] === 'plain');
  return isLed && QUALITY.test(words[at].folded) && !STATES.has(foldedAt(words, at + 1));
}

function foldedAt(words: readonly Word[], at: number): string {
  return words[at]?.folded ?? '';
}

function followsCue(words: readonly Word[], at: number): boolean {
  return [1, 2].some((back) => {
    const word = words[at - back]?.text.toLowerCase();
    return word !== undefined && (ENGLISH.cues.has(word) || GERMAN.cues.has(word));
  });
}

/** By its small words; null where neither is told. */
function languageOf(words: readonly Word[]): Language {
  const lower = words.map(({ text }) => text.toLowerCase());
  const english = lower.filter((word) => ENGLISH.common.has(word)).length;
  const german = lower.filter((word) => GERMAN.common.has(word)).length;
  if (english === 0 && german === 0) return null;
  // A few small words among many others may be of any language.
  if (Math.max(english, german) * 4 < lower.length) return null;
  return german > english ? 'german' : 'english';
}

/** For `Names.asked`. */
export function askedWords(texts: readonly string[]): string {
  return ` ${texts.flatMap((text) => wordsIn(comparable(text)).map(({ text: word }) => folded(word))).join(' ')} `;
}
