/**
 * Tolerant readers: Plex sends numbers as text, booleans as 1 or "1", one object where a list belongs,
 * and leaves out what is empty. One reader per type, written by hand because lists are read at the
 * pace of the parser; a value that cannot be read is absent, never an exception.
 */

const MAX_TEXT = 65_536;
const INT32_MAX = 2_147_483_647;
/** 9999-12-31T23:59:59Z, the last second that every consumer (JSON, PostgreSQL, browsers) agrees on. */
const MAX_EPOCH_SECONDS = 253_402_300_799;

export type RawRow = Readonly<Record<string, unknown>>;

/** undefined and null → [], a single value → [value]. */
export function asArray(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** The objects among `asArray(value)`. */
export function asRows(value: unknown): readonly RawRow[] {
  const list = asArray(value);
  for (let i = 0; i < list.length; i++) if (!isRow(list[i])) return list.filter(isRow);
  return list as readonly RawRow[];
}

export function isRow(value: unknown): value is RawRow {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// Nearly all text is plain ASCII: one test spares it the work behind.
const NEEDS_CLEANING = /[^\x20-\x7e]/;
const UNSTORABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;
// Besides those: whatever normalisation may change, or is a surrogate. Not the common dashes and quotes.
const SUSPECT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u0300-\u200f\u2028-\uffff]/;
const LINE_BREAKS = /[\t\n\r]+/g;

/** ES2024 in the types, in every supported Node. */
type Utf16 = { isWellFormed(): boolean; toWellFormed(): string };

/** Text fit for PostgreSQL: no NUL or other C0 control, no lone surrogate, NFC. Line breaks stay. */
export function cleanText(value: string): string {
  if (!NEEDS_CLEANING.test(value) || !SUSPECT.test(value)) return value;
  const text = value.replace(UNSTORABLE, '');
  const utf16 = text as unknown as Utf16;
  return (utf16.isWellFormed() ? text : utf16.toWellFormed()).normalize('NFC');
}

/** One line of text; null when absent or blank. */
export function readText(value: unknown): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null;
  if (typeof value !== 'string' || value === '') return null;
  return notBlank(NEEDS_CLEANING.test(value) ? cleanText(value.replace(LINE_BREAKS, ' ')) : value);
}

/** Text that may hold line breaks; null when absent or blank. */
export function readLongText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? notBlank(cleanText(value)) : null;
}

function notBlank(text: string): string | null {
  if (text.length > MAX_TEXT) return notBlank(cleanText(text.slice(0, MAX_TEXT)));
  const first = text.charCodeAt(0);
  if (first > 0x20 && first < 0x7f) return text;
  return text.trim() === '' ? null : text;
}

/** A finite number, also from text. */
export function readNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value.length > 40 || value.trim() === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** A whole number that a PostgreSQL `integer` holds. */
export function readInteger(value: unknown): number | null {
  const number = readNumber(value);
  if (number === null || number > INT32_MAX || number < -INT32_MAX) return null;
  return Math.trunc(number);
}

/** A whole number from 0 that a PostgreSQL `integer` holds. */
export function readCount(value: unknown): number | null {
  const number = readInteger(value);
  return number === null || number < 0 ? null : number;
}

/** Bytes or milliseconds: whole, from 1 to 2^53. Plex writes 0 where it does not know. */
export function readPositive(value: unknown): number | null {
  const number = readNumber(value);
  if (number === null || number < 1 || number > Number.MAX_SAFE_INTEGER) return null;
  return Math.trunc(number);
}

/** true, 1, "1" and "true"; all else is false, and absent is false. */
export function readFlag(value: unknown): boolean {
  return value === true || value === 1 || value === '1' || value === 'true';
}

/** False only where Plex says so: `exists` and `accessible` are absent unless files were checked. */
export function readDenied(value: unknown): boolean {
  return value === false || value === 0 || value === '0' || value === 'false';
}

/** Epoch seconds; null when absent, 0, negative or past the year 9999. */
export function readEpoch(value: unknown): Date | null {
  const seconds = readNumber(value);
  if (seconds === null || seconds < 1 || seconds > MAX_EPOCH_SECONDS) return null;
  return new Date(Math.trunc(seconds) * 1000);
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A real calendar day as YYYY-MM-DD, also from a longer time stamp. */
export function readDay(value: unknown): string | null {
  if (typeof value !== 'string' || !startsLikeDay(value)) return null;
  const year = digits(value, 0, 4);
  const month = digits(value, 5, 7);
  const day = digits(value, 8, 10);
  if (year < 1 || day < 1 || day > daysIn(year, month)) return null;
  return value.length === 10 ? value : value.slice(0, 10);
}

function startsLikeDay(text: string): boolean {
  if (text.length < 10 || text[4] !== '-' || text[7] !== '-') return false;
  return text.length === 10 || text[10] === 'T' || text[10] === ' ';
}

/** 0 for what is no month. */
function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return DAYS[month - 1] ?? 0;
}

/** -1 when there is anything but digits. */
function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}

/** ISO 8601 or epoch seconds, as plex.tv mixes them. */
export function readMoment(value: unknown): Date | null {
  if (typeof value === 'string' && readDay(value) !== null) {
    const date = new Date(value);
    return Number.isNaN(date.getTime()) ? null : date;
  }
  return readEpoch(value);
}

/** A path on the media server, with its query; null for absolute addresses and anything else. */
export function readServerPath(value: unknown): string | null {
  const text = readText(value);
  return text !== null && isServerPath(text) ? text : null;
}

/** Starts with one slash and holds neither white space, control characters nor a backslash. */
export function isServerPath(path: string): boolean {
  return /^\/(?!\/)[\x21-\x5b\x5d-\x7e]*$/.test(path) && path.length <= 4096;
}
