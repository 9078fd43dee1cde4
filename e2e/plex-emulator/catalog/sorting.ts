import type { Catalog } from './catalog';
import type { Item } from './item';
import type { View, Views } from '../plays/views';

export interface SortTerm {
  field: string;
  descending: boolean;
}

/** Looks at one field of many items; view fields depend on who asks. */
export class FieldReader {
  constructor(
    readonly catalog: Catalog,
    private readonly views: Views,
    readonly accountId: number,
  ) {}

  number(field: string, key: number): number {
    if (field === 'addedAt') return this.catalog.addedAt(key);
    if (field === 'updatedAt') return this.catalog.updatedAt(key);
    if (field === 'ratingKey' || field === 'id') return key;
    const view = VIEW_VALUES[field];
    if (view) return view(this.views.get(this.accountId, key));
    const item = this.catalog.build(key);
    return item ? itemNumber(item, field) : 0;
  }
}

const VIEW_VALUES: Record<string, ((view: View | undefined) => number) | undefined> = {
  viewCount: (view) => view?.count ?? 0,
  lastViewedAt: (view) => view?.lastViewedAt ?? 0,
  viewOffset: (view) => view?.offsetMs ?? 0,
  userRating: (view) => view?.rating ?? 0,
};

const ITEM_VALUES: Record<string, ((item: Item) => number | undefined) | undefined> = {
  originallyAvailableAt: ({ originallyAvailableAt: date }) => (date ? Date.parse(date) / 1000 : 0),
  duration: ({ durationMs }) => durationMs,
  mediaHeight: ({ media }) => media?.[0]?.height,
  mediaBitrate: ({ media }) => media?.[0]?.bitrateKbps,
};

function itemNumber(item: Item, field: string): number {
  const read = ITEM_VALUES[field];
  if (read) return read(item) ?? 0;
  return Number((item as unknown as Record<string, unknown>)[field] ?? 0) || 0;
}

export const TEXT_FIELDS = new Set([
  'title',
  'titleSort',
  'grandparentTitle',
  'parentTitle',
  'studio',
  'contentRating',
  'summary',
  'originalTitle',
  'editionTitle',
]);
export const VIEW_FIELDS = new Set(['viewCount', 'lastViewedAt', 'viewOffset', 'userRating', 'unwatched']);

/** First eight characters as one number, so that most comparisons of a sort touch no text. */
function prefixNumber(text: string): number {
  let value = 0;
  for (let i = 0; i < 8; i++) value = value * 64 + (i < text.length ? collate(text.charCodeAt(i)) : 0);
  return value;
}

function collate(code: number): number {
  if (code === 32) return 1;
  if (code >= 48 && code <= 57) return code - 45;
  if (code >= 97 && code <= 122) return code - 84;
  return code > 127 ? 63 : 2;
}

/**
 * The place of each key in the order of a text, equal texts sharing one place. Sorted by the prefix first;
 * only where prefixes are equal are the texts themselves compared, one run at a time.
 */
function textRanks(catalog: Catalog, field: string, keys: Uint32Array): Float64Array {
  const textAt = (i: number): string => catalog.text(field, keys[i]).toLowerCase();
  const prefixes = new Float64Array(keys.length);
  for (let i = 0; i < keys.length; i++) prefixes[i] = prefixNumber(textAt(i));
  const order = indexes(keys.length).sort((a, b) => prefixes[a] - prefixes[b]);
  const ranks = new Float64Array(keys.length);
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && prefixes[order[end]] === prefixes[order[start]]) end++;
    rankRun(order.subarray(start, end), start, textAt, ranks);
    start = end;
  }
  return ranks;
}

function rankRun(run: Uint32Array, firstRank: number, textAt: (i: number) => string, ranks: Float64Array): void {
  if (run.length === 1) {
    ranks[run[0]] = firstRank;
    return;
  }
  const texts = Array.from(run, (i) => ({ i, text: textAt(i) })).sort((a, b) =>
    a.text < b.text ? -1 : a.text > b.text ? 1 : 0,
  );
  texts.forEach(({ i, text }, at) => {
    ranks[i] = at > 0 && texts[at - 1].text === text ? ranks[texts[at - 1].i] : firstRank + at;
  });
}

function indexes(length: number): Uint32Array {
  const out = new Uint32Array(length);
  for (let i = 0; i < length; i++) out[i] = i;
  return out;
}

function valuesOf(reader: FieldReader, field: string, keys: Uint32Array): Float64Array {
  if (TEXT_FIELDS.has(field)) return textRanks(reader.catalog, field, keys);
  const values = new Float64Array(keys.length);
  for (let i = 0; i < keys.length; i++) values[i] = reader.number(field, keys[i]);
  return values;
}

/** Every order ends in the order of the library, so that it is total and pages do not overlap. */
export function sortKeys(reader: FieldReader, keys: Uint32Array, terms: readonly SortTerm[]): Uint32Array {
  const columns = terms.map(({ field, descending }) => ({
    values: valuesOf(reader, field, keys),
    sign: descending ? -1 : 1,
  }));
  const order = indexes(keys.length).sort((a, b) => {
    for (const { values, sign } of columns) if (values[a] !== values[b]) return (values[a] - values[b]) * sign;
    return a - b;
  });
  for (let i = 0; i < order.length; i++) order[i] = keys[order[i]];
  return order;
}

/** `sort=movie.titleSort,addedAt:desc:nullsLast` */
export function parseSort(text: string | null): SortTerm[] {
  if (!text) return [];
  return text
    .split(',')
    .filter(Boolean)
    .map((term) => {
      const [name, ...flags] = term.split(':');
      return { field: name.slice(name.lastIndexOf('.') + 1), descending: flags.includes('desc') };
    });
}
