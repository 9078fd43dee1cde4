/** One column of rows on their way into `unnest`. */
export interface ColumnSource<Row> {
  name: string;
  /** PostgreSQL type of the unnested value. */
  type: 'text' | 'uuid' | 'bigint' | 'integer' | 'smallint' | 'double precision' | 'boolean' | 'timestamptz' | 'date';
  read: (row: Row) => string | number | boolean | Date | null;
}

/** Joins the entries of a text[] column into one text: an ASCII control that the Plex reader never lets through. */
const LIST_SEPARATOR = '\u001f';

/** Longer entries do not fit into an index. */
const MAX_LIST_ENTRY = 255;

export function joinList(values: readonly string[]): string {
  return values.map((value) => value.slice(0, MAX_LIST_ENTRY)).join(LIST_SEPARATOR);
}

const NEEDS_ESCAPE = /["\\]/;

/**
 * Array literals, one per column. Written here since pg's own serialiser escapes every value by way of
 * several regular expressions, which is what a page of 1000 rows would spend most of its time on.
 */
export function columnArrays<Row>(columns: readonly ColumnSource<Row>[], rows: readonly Row[]): string[] {
  return columns.map(({ type, read }) => (type === 'text' ? textArray(rows, read) : plainArray(rows, read)));
}

/** `$n::type[], …` for unnest, counted from `first`. */
export function unnestParameters(columns: readonly ColumnSource<never>[], first: number): string {
  return columns.map(({ type }, i) => `$${first + i}::${type}[]`).join(', ');
}

function textArray<Row>(rows: readonly Row[], read: ColumnSource<Row>['read']): string {
  let literal = '{';
  for (let i = 0; i < rows.length; i++) {
    if (i > 0) literal += ',';
    const value = read(rows[i]);
    literal += value === null ? 'NULL' : quote(String(value));
  }
  return `${literal}}`;
}

function quote(text: string): string {
  return NEEDS_ESCAPE.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : `"${text}"`;
}

/** Numbers, booleans, uuids, dates: nothing in them needs quotes but the space-free ISO text of a date, which needs none either. */
function plainArray<Row>(rows: readonly Row[], read: ColumnSource<Row>['read']): string {
  let literal = '{';
  for (let i = 0; i < rows.length; i++) {
    if (i > 0) literal += ',';
    const value = read(rows[i]);
    literal += value === null ? 'NULL' : value instanceof Date ? value.toISOString() : String(value);
  }
  return `${literal}}`;
}
