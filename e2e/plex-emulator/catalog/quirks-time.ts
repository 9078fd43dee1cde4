import { TITLED, VIDEO, type ItemQuirk } from './quirk';

const ADDED = 'addedAt missing, 0, 1970 or years ahead';
const YEARS_AHEAD_SECONDS = 6 * 365 * 86_400;

/** Quirks of time. */
export const TIME_QUIRKS: readonly ItemQuirk[] = [
  {
    name: 'year-missing',
    row: 'year missing',
    types: TITLED,
    apply: (item) => {
      item.year = undefined;
    },
  },
  {
    name: 'added-missing',
    row: ADDED,
    types: TITLED,
    apply: (item) => {
      item.addedAt = undefined;
    },
  },
  {
    name: 'added-zero',
    row: ADDED,
    types: VIDEO,
    apply: (item) => {
      item.addedAt = 0;
    },
  },
  {
    name: 'added-1970',
    row: ADDED,
    types: VIDEO,
    apply: (item) => {
      item.addedAt = 43_200;
    },
  },
  {
    name: 'added-future',
    row: ADDED,
    types: VIDEO,
    apply: (item, { scope }) => {
      item.addedAt = scope.epoch + YEARS_AHEAD_SECONDS;
    },
  },
  {
    name: 'updated-missing',
    row: 'updatedAt missing',
    types: TITLED,
    apply: (item) => {
      item.updatedAt = undefined;
    },
  },
  // The play that makes it so is written into the history when the server starts.
  {
    name: 'viewed-before-added',
    row: 'lastViewedAt < addedAt, views of re-added items',
    types: ['movie'],
    apply: () => undefined,
  },
];
