import { isNumberWord } from '../../words/number-words';
import { ENGLISH, isEnglish } from './english-words';
import { BEFORE_NOUNS, GERMAN, isGerman } from './german-words';
import type { PhraseBook, Word } from './phrase-book';
import { wordsIn } from './phrase-book';
import { comparable, folded, stressed } from './plain-text';

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
/** This many unknown words in lower case may still be adjectives, where the sentence stands on a reference. */
const FEW = { english: 1, german: 1 };

/** The few ways to say that something is not there; a negation alone may stand beside praise. */
const IS_MISSING = [
  /(?<!\p{L})(?:not|\p{L}+n't|cannot|never)(?: currently| yet| available| found| present| listed| anywhere)* (?:in|on|part of|among) (?:your|the|this|my|our|what)(?!\p{L})/u,
  /(?<!\p{L})(?:not|\p{L}+n't|cannot)(?: be| been)? (?:found|find|available|there|listed|part)(?!\p{L})/u,
  /(?<!\p{L})(?:not|\p{L}+n't) (?:have|own|see)(?!\p{L}| seen| watched| to )/u,
  /(?<!\p{L})(?:found|there is|there are|there's|has|have|is|i see) (?:no|nothing|none)(?!\p{L}| like| better| doubt)/u,
  /(?<!\p{L})no (?:film|movie|title|series|show|match|result|copy|trace)s?(?!\p{L})/u,
  /(?<!\p{L})missing(?!\p{L})/u,
  /(?<!\p{L})nicht (?:in|auf|unter|gefunden|vorhanden|da|dabei|dort|finden|enthalten|verfügbar|zu finden)(?!\p{L})/u,
  /(?<!\p{L})(?:keine?n?|keiner|nichts)(?: (?:film|filme|titel|serie|serien|treffer|eintrag))? ?(?:namens|mit|von|gefunden|in|auf|unter|zu|$)/u,
  /(?<!\p{L})(?:gibt|habe|hast|haben) (?:es |ich |du |wir |ihr )?(?:hier )?(?:keine?n?|nichts|nicht)(?!\p{L})(?! \p{L}*(?:gesehen|geschaut))/u,
  /(?<!\p{L})fehlt(?!\p{L})/u,
];

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
  if (seats.includes('asked') && !setsApart(words, seats)) return words[seats.indexOf('asked')].text;
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
  if (!strange && !/\p{Lu}/u.test(word.text)) return 'plain';
  if (!strange && mayBeWrittenSo(text, word, language)) return 'plain';
  return wasAsked(words, at, names) ? 'asked' : 'unknown';
}

function mayBeWrittenSo(text: string, { text: word, at }: Word, language: Language): boolean {
  if (ENGLISH.capitals.has(word) || (language === 'german' && GERMAN.capitals.has(word))) return true;
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
function setsApart(words: readonly Word[], seats: readonly Seat[]): boolean {
  const lower = words.map((word) => comparable(word.text).toLowerCase());
  const sentence = lower.join(' ');
  if (IS_MISSING.some((pattern) => pattern.test(sentence))) return true;
  const standsOnSomething = seats.includes('reference') || seats.includes('told');
  return standsOnSomething && lower.some((word) => ENGLISH.comparisons.has(word) || GERMAN.comparisons.has(word));
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

/** Titles in lower case: words that are none of everyday's. */
function strangeWord(
  words: readonly Word[],
  seats: readonly Seat[],
  { phrases, asked }: Names,
  language: Language,
): string | null {
  const isPlain = (word: string): boolean => isNumberWord(word) || isPlainOf(language)(word);
  const strange = words.map(
    ({ text, folded: word }, at) =>
      seats[at] === 'plain' &&
      /^\p{Ll}{3,}/u.test(text) &&
      !isPlain(comparable(text).toLowerCase()) &&
      // One word of a name that was told is no name of its own behind "directed by".
      (!phrases.words.has(word) || followsCue(words, at)) &&
      !asked.includes(` ${word} `),
  );
  const count = strange.filter(Boolean).length;
  if (count === 0) return null;
  const standsOnSomething = seats.includes('reference') || seats.includes('told');
  const most = standsOnSomething ? FEW[language ?? 'english'] : language === 'german' ? 1 : 0;
  return count > most || strange.some((is, at) => is && followsCue(words, at))
    ? words[strange.indexOf(true)].text
    : null;
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
