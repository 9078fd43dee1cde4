import { comparable, holdsAddress } from './plain-text';

/** What people say when they want to hear of titles that they do not have, in English and German. */
const ASKS = [
  /(?:\bnot|n't|n’t)(?: yet| already| currently)? (?:in|on|part of) (?:my|our|the) (?:library|libraries|collection|server|plex)\b/,
  /\b(?:outside|beyond|besides|missing from|missing in|other than)(?: of)?(?: what is in)? (?:my|our|the) (?:library|libraries|collection|server|plex)\b/,
  /\b(?:that|which|what|films?|movies?|shows?|series) (?:i|we) (?:do not|don't|don’t)(?: yet)? (?:have|own|possess)\b/,
  /\b(?:don't|don’t) (?:i|we)(?: yet)? (?:have|own|possess)\b/,
  /\bdo (?:i|we) not(?: yet)? (?:have|own|possess)\b/,
  /\b(?:should|could) (?:i|we) (?:buy|get|add|download|acquire)\b/,
  /\bnicht (?:in|auf) (?:meiner|unserer|der|meinem|unserem|dem) (?:bibliothek|mediathek|sammlung|server|plex)\b(?!.{0,30}\b(?:gesehen|geschaut|angesehen|geguckt))/,
  /\b(?:außerhalb|ausserhalb) (?:von )?(?:meiner|unserer|der|meines|unseres|des) (?:bibliothek|mediathek|sammlung|servers?|plex)\b/,
  /\bfehl(?:t|en)(?: mir| uns)?(?: noch)? (?:in|auf) (?:meiner|unserer|der|meinem|unserem|dem) (?:bibliothek|mediathek|sammlung|server|plex)\b/,
  /\b(?:nicht|noch nicht) (?:habe|haben|besitze|besitzen)\b/,
  /\b(?:sollte|könnte) (?:ich|wir) .{0,30}\b(?:kaufen|holen|besorgen|anschaffen)\b/,
];

/** Whether the person asked for titles that are not in the library. */
export function asksForOutside(question: string): boolean {
  const text = question.toLowerCase().normalize('NFC');
  return ASKS.some((pattern) => pattern.test(text));
}

const LONGEST_TITLE = 80;
const MOST_WORDS = 14;

/** What may stand as a title that nobody can check: nothing that leads elsewhere, no number to call, no paragraph. */
export function maybeTitle(title: string): boolean {
  const plain = comparable(title);
  return (
    title.length <= LONGEST_TITLE &&
    plain.split(/\s+/).length <= MOST_WORDS &&
    !holdsAddress(plain) &&
    !/\d{5}/.test(plain)
  );
}

export interface OutsideTitle {
  title: string;
  year: number | null;
}
