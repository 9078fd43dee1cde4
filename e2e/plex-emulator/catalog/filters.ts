import type { Item } from './item';
import { grandparentKeyOf, decodeKey, parentKeyOf } from './keys';
import { TEXT_FIELDS, VIEW_FIELDS, type FieldReader } from './sorting';

type Predicate = (key: number) => boolean;

export interface Filter {
  field: string;
  /** The operator without the `=` that belongs to the URL: '', '!', '>>', '<<', '>', '<', '=', '!='. */
  operator: string;
  value: string;
  /** `show.title` on a list of episodes looks at the show. */
  scope: string;
}

const NUMBER_FIELDS = new Set([
  'year',
  'duration',
  'viewCount',
  'rating',
  'audienceRating',
  'userRating',
  'index',
  'parentIndex',
  'ratingKey',
  'leafCount',
  'viewOffset',
]);
const DATE_FIELDS = new Set(['addedAt', 'updatedAt', 'lastViewedAt', 'originallyAvailableAt']);
const TAG_FIELDS: Record<string, 'genres' | 'directors' | 'writers' | 'roles' | 'countries'> = {
  genre: 'genres',
  director: 'directors',
  writer: 'writers',
  actor: 'roles',
  role: 'roles',
  country: 'countries',
};
const FLAG_FIELDS = new Set(['unwatched', 'duplicate', 'trash', 'unmatched', 'inProgress']);
const EXACT_FIELDS = new Set(['guid', 'id', 'resolution', 'decade']);

const isFilterField = (field: string): boolean =>
  NUMBER_FIELDS.has(field) ||
  DATE_FIELDS.has(field) ||
  field in TAG_FIELDS ||
  FLAG_FIELDS.has(field) ||
  EXACT_FIELDS.has(field) ||
  TEXT_FIELDS.has(field);

const OPERATORS = ['>>', '<<', '!=', '!', '>', '<', '='];

function parseOne(name: string, rawValue: string): Filter | null {
  const operator = OPERATORS.find((end) => name.endsWith(end)) ?? '';
  const path = name.slice(0, name.length - operator.length);
  const dot = path.lastIndexOf('.');
  const field = path.slice(dot + 1);
  if (!isFilterField(field)) return null;
  // `title==x`: the URL takes the first `=`, so the second one leads the value.
  const doubled = rawValue.startsWith('=') && (operator === '' || operator === '!');
  return {
    field,
    operator: doubled ? `${operator}=` : operator,
    value: doubled ? rawValue.slice(1) : rawValue,
    scope: path.slice(0, Math.max(0, dot)),
  };
}

export function parseFilters(query: URLSearchParams): Filter[] {
  const filters: Filter[] = [];
  for (const [name, value] of query) {
    const filter = parseOne(name, value);
    if (filter) filters.push(filter);
  }
  return filters;
}

export const dependsOnViewer = (filters: readonly Filter[]): boolean =>
  filters.some(({ field }) => VIEW_FIELDS.has(field));

const RELATIVE = /^-(\d+)(mon|m|h|d|w|y)?$/;
const UNIT_SECONDS: Record<string, number> = { m: 60, h: 3600, d: 86_400, w: 604_800, mon: 2_592_000, y: 31_536_000 };

/** Epoch seconds, `-30d` or `2026-05-01`. */
function parseDate(text: string, nowSeconds: number): number {
  const relative = RELATIVE.exec(text);
  if (relative) return nowSeconds - Number(relative[1]) * UNIT_SECONDS[relative[2] ?? 'd'];
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return Date.parse(text) / 1000;
  return Number(text);
}

const NUMBER_TESTS: Record<string, (a: number, b: number) => boolean> = {
  '': (a, b) => a === b,
  '=': (a, b) => a === b,
  '!': (a, b) => a !== b,
  '>>': (a, b) => a > b,
  '<<': (a, b) => a < b,
  '>': (a, b) => a >= b,
  '<': (a, b) => a <= b,
  '!=': (a, b) => a !== b,
};

function numberPredicate(
  reader: FieldReader,
  { field, operator, value }: Filter,
  parse: (text: string) => number,
): Predicate {
  const test = NUMBER_TESTS[operator];
  const wanted = value.split(',').map(parse);
  // A list means "one of these"; for != it means "none of these".
  if (operator === '!') return (key) => wanted.every((number) => reader.number(field, key) !== number);
  return (key) => {
    const actual = reader.number(field, key);
    return wanted.some((number) => test(actual, number));
  };
}

const TEXT_TESTS: Record<string, (a: string, b: string) => boolean> = {
  '': (a, b) => a.includes(b),
  '=': (a, b) => a === b,
  '!': (a, b) => !a.includes(b),
  '!=': (a, b) => a !== b,
  '<': (a, b) => a.startsWith(b),
  '>': (a, b) => a.endsWith(b),
};

/** A filter of dates as a question to the date alone. */
export function dateTest({ operator, value }: Filter, nowSeconds: number): (date: number) => boolean {
  const test = NUMBER_TESTS[operator];
  const wanted = value.split(',').map((text) => parseDate(text, nowSeconds));
  if (operator === '!') return (date) => wanted.every((other) => other !== date);
  return (date) => wanted.some((other) => test(date, other));
}

function textPredicate(reader: FieldReader, { field, operator, value }: Filter): Predicate {
  const test = TEXT_TESTS[operator] ?? TEXT_TESTS[''];
  const wanted = value.toLowerCase();
  return (key) => test(reader.catalog.text(field, key).toLowerCase(), wanted);
}

function tagPredicate(reader: FieldReader, { field, operator, value }: Filter): Predicate {
  const wanted = new Set(value.split(','));
  const list = TAG_FIELDS[field];
  const has = (item: Item | null): boolean =>
    item?.[list].some((tag) => wanted.has(String(tag.id)) || wanted.has(tag.tag)) ?? false;
  return (key) => has(reader.catalog.build(key)) !== (operator === '!');
}

function flagPredicate(reader: FieldReader, { field, value }: Filter): Predicate {
  const wanted = value === '1';
  const tests: Record<string, Predicate> = {
    unwatched: (key) => reader.number('viewCount', key) === 0,
    inProgress: (key) => reader.number('viewOffset', key) > 0,
    duplicate: (key) => (reader.catalog.build(key)?.media?.length ?? 0) > 1,
    trash: (key) => reader.catalog.build(key)?.deletedAt !== undefined,
    unmatched: (key) => /^(?:local|com\.plexapp\.agents\.none):/.test(reader.catalog.build(key)?.guid ?? ''),
  };
  return (key) => tests[field](key) === wanted;
}

function exactPredicate(reader: FieldReader, { field, value, operator }: Filter): Predicate {
  const wanted = new Set(value.split(','));
  const negate = operator === '!';
  if (field === 'id') return (key) => wanted.has(String(key)) !== negate;
  if (field === 'guid') return (key) => wanted.has(reader.catalog.build(key)?.guid ?? '') !== negate;
  if (field === 'decade')
    return (key) => wanted.has(String(Math.floor(reader.number('year', key) / 10) * 10)) !== negate;
  return (key) =>
    (reader.catalog.build(key)?.media ?? []).some((media) => wanted.has(media.videoResolution)) !== negate;
}

function fieldPredicate(reader: FieldReader, filter: Filter, nowSeconds: number): Predicate {
  const { field } = filter;
  if (NUMBER_FIELDS.has(field)) return numberPredicate(reader, filter, Number);
  if (DATE_FIELDS.has(field)) return numberPredicate(reader, filter, (text) => parseDate(text, nowSeconds));
  if (field in TAG_FIELDS) return tagPredicate(reader, filter);
  if (FLAG_FIELDS.has(field)) return flagPredicate(reader, filter);
  return EXACT_FIELDS.has(field) ? exactPredicate(reader, filter) : textPredicate(reader, filter);
}

/** Moves the question from the row to the title its scope names. */
function scopedKey(scope: string, key: number): number {
  const position = decodeKey(key);
  if (!position || scope === position.type) return key;
  const isTop = scope === 'show' || scope === 'artist';
  const above = isTop
    ? (grandparentKeyOf(position) ?? parentKeyOf(position))
    : scope === 'season' || scope === 'album'
      ? parentKeyOf(position)
      : null;
  return above ?? key;
}

export function filterKeys(
  reader: FieldReader,
  keys: Uint32Array,
  filters: readonly Filter[],
  nowSeconds: number,
): Uint32Array {
  if (filters.length === 0) return keys;
  const predicates = filters.map((filter): Predicate => {
    const test = fieldPredicate(reader, filter, nowSeconds);
    return (key) => test(scopedKey(filter.scope, key));
  });
  return keys.filter((key) => predicates.every((test) => test(key)));
}
