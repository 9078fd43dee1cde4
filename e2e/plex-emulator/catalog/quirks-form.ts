import { setForm, TITLED, VIDEO, type ItemQuirk } from './quirk';

const NUMBERS = 'number as string / string as number / missing';
const BOOLEANS = 'boolean as true / 1 / "1" / absent';
const ARRAYS = 'object where an array is expected, or missing array';

/** Quirks of form: the same facts, written in another way. */
export const FORM_QUIRKS: readonly ItemQuirk[] = [
  { name: 'number-as-string', row: NUMBERS, types: TITLED, apply: (item) => setForm(item, { numbersAsText: true }) },
  { name: 'string-as-number', row: NUMBERS, types: VIDEO, apply: (item) => setForm(item, { textAsNumbers: true }) },
  {
    name: 'number-missing',
    row: NUMBERS,
    types: VIDEO,
    apply: (item) => {
      item.durationMs = undefined;
      item.rating = undefined;
      item.audienceRating = undefined;
    },
  },
  {
    name: 'number-empty',
    row: NUMBERS,
    types: ['movie'],
    apply: (item) => {
      item.rating = null;
      item.year = '';
    },
  },
  { name: 'boolean-as-digit', row: BOOLEANS, types: VIDEO, apply: (item) => setForm(item, { booleans: 'digit' }) },
  { name: 'boolean-as-text', row: BOOLEANS, types: VIDEO, apply: (item) => setForm(item, { booleans: 'text' }) },
  { name: 'boolean-absent', row: BOOLEANS, types: VIDEO, apply: (item) => setForm(item, { booleans: 'absent' }) },
  {
    name: 'object-for-array',
    row: ARRAYS,
    types: TITLED,
    apply: (item) => {
      setForm(item, { bareObjects: true });
      item.genres = item.genres.slice(0, 1);
      item.media = item.media?.slice(0, 1);
    },
  },
  {
    name: 'array-missing',
    row: ARRAYS,
    types: TITLED,
    apply: (item) => {
      item.genres = [];
      item.roles = [];
      item.directors = [];
      item.writers = [];
      item.countries = [];
    },
  },
];
