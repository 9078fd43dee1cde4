/** What is wrong with a text of JSON, and the byte at which the look at it ended; null where nothing is. */
export interface Breach {
  kind: 'too-deep' | 'too-many';
  at: number;
}

export interface ShapeLimits {
  /** Fields and elements at any depth. */
  values: number;
  /** Objects and lists within each other. */
  levels: number;
}

const [QUOTE, BACKSLASH] = [...Buffer.from('"\\')];
const [SPACE, OPENING, CLOSING, COMMA, STRING] = [1, 2, 3, 4, 5];
/** What each byte begins; a table, since a megabyte of digits would keep sets busy for 40 ms. */
const MEANING = new Uint8Array(256);
for (const [meaning, bytes] of [
  [SPACE, ' \t\r\n'],
  [OPENING, '{['],
  [CLOSING, '}]'],
  [COMMA, ','],
  [STRING, '"'],
] as const)
  for (const byte of Buffer.from(bytes)) MEANING[byte] = meaning;

/**
 * Looks how deep UTF-8 JSON nests and how much it holds, without building any of it: some kilobytes that unpack to a
 * million brackets hold up a parser for seconds. Ends at the first breach. What is no JSON is left to the parser,
 * which ends where that begins: up to there both see the same.
 */
export function breachIn(json: Uint8Array, { values: most, levels: deepest }: ShapeLimits): Breach | null {
  let [values, levels, justOpened] = [0, 0, false];
  for (let at = 0; at < json.length; at++) {
    const meaning = MEANING[json[at]];
    if (meaning === SPACE) continue;
    if (announcesValue(meaning, justOpened)) values++;
    justOpened = meaning === OPENING;
    if (justOpened) levels++;
    else if (meaning === CLOSING) levels--;
    else if (meaning === STRING) at = endOfString(json, at);
    if (levels > deepest) return { kind: 'too-deep', at };
    if (values > most) return { kind: 'too-many', at };
  }
  return null;
}

/** The first value of each object or list has no comma before it. */
function announcesValue(meaning: number, justOpened: boolean): boolean {
  return justOpened ? meaning !== CLOSING : meaning === COMMA;
}

/** The quote that ends the string which begins at `start`. */
function endOfString(json: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== QUOTE) at += json[at] === BACKSLASH ? 2 : 1;
  return at;
}
