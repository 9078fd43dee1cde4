/** What people say when they want to hear of titles that they do not have, in English and German. */
const ASKS = [
  /\b(?:not|n't|never|outside|missing|beyond|besides|other than)\b.{0,40}\b(?:my|our|the) (?:library|libraries|collection|server|plex)\b/,
  /\b(?:that|which|what|films?|movies?|shows?|series) (?:i|we) (?:do not|don't|don’t) (?:have|own|possess)\b/,
  /\b(?:should|could) (?:i|we) (?:buy|get|add|download|acquire)\b/,
  /\bmissing from\b/,
  /\b(?:nicht|außerhalb|ausserhalb|fehlt|fehlen)\b.{0,40}\b(?:bibliothek|mediathek|sammlung|server)\b/,
  /\b(?:nicht|noch nicht) (?:habe|haben|besitze|besitzen)\b/,
  /\b(?:sollte|könnte) (?:ich|wir) .{0,30}\b(?:kaufen|holen|besorgen|anschaffen)\b/,
];

/** Whether the person asked for titles that are not in the library. */
export function asksForOutside(question: string): boolean {
  const text = question.toLowerCase().normalize('NFC');
  return ASKS.some((pattern) => pattern.test(text));
}

export interface OutsideTitle {
  title: string;
  year: number | null;
}
