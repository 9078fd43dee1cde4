import type { AskedFilters, Asked } from '../asked';
import { find, maybe, oneOf, type Part } from '../pattern';
import { number } from './quantities';

type Sorting = Pick<AskedFilters, 'sort' | 'order'> & { label: string; words: string[] };

const SORTINGS: Sorting[] = [
  {
    sort: 'lastViewedAt',
    order: 'desc',
    label: 'Last watched first',
    words: [
      'recently watched',
      'last watched',
      'watched recently',
      'watched last',
      'zuletzt gesehen',
      'zuletzt gesehene',
      'zuletzt gesehenen',
      'zuletzt geschaut',
    ],
  },
  {
    sort: 'rating',
    order: 'desc',
    label: 'Best rated first',
    words: [
      'best rated',
      'top rated',
      'highest rated',
      'best reviewed',
      'best',
      'good',
      'great',
      'bestbewertete',
      'bestbewerteten',
      'am besten bewerteten',
      'am besten bewertete',
      'am besten bewertet',
      'best bewertete',
      'best bewerteten',
      'besten',
      'beste',
      'bester',
      'guten',
      'gute',
    ],
  },
  {
    sort: 'rating',
    order: 'asc',
    label: 'Worst rated first',
    words: [
      'worst rated',
      'lowest rated',
      'worst',
      'am schlechtesten bewerteten',
      'am schlechtesten bewertete',
      'schlechtesten',
      'schlechteste',
    ],
  },
  {
    sort: 'durationMs',
    order: 'desc',
    label: 'Longest first',
    words: ['longest', 'by length', 'long', 'langsten', 'langste', 'langster', 'langen', 'lange'],
  },
  {
    sort: 'durationMs',
    order: 'asc',
    label: 'Shortest first',
    words: ['shortest', 'short', 'kurzesten', 'kurzeste', 'kurzester', 'kurzen', 'kurze'],
  },
  {
    sort: 'addedAt',
    order: 'desc',
    label: 'Last added first',
    words: [
      'latest',
      'most recent',
      'last added',
      'most recently added',
      'by date added',
      'neuzugange zuerst',
      'zuletzt hinzugefugten',
      'aktuellsten',
      'aktuellste',
    ],
  },
  {
    sort: 'year',
    order: 'desc',
    label: 'Newest first',
    words: [
      'newest',
      'newest first',
      'by year',
      'new',
      'neueste',
      'neuesten',
      'neuester',
      'neuste',
      'neusten',
      'nach jahr',
      'neue',
      'neuen',
    ],
  },
  {
    sort: 'year',
    order: 'asc',
    label: 'Oldest first',
    words: ['oldest', 'oldest first', 'alteste', 'altesten', 'altester', 'old', 'alte', 'alten'],
  },
  {
    sort: 'sizeBytes',
    order: 'desc',
    label: 'Largest first',
    words: ['largest', 'biggest', 'by size', 'grosste', 'grossten', 'grosster', 'nach grosse'],
  },
  {
    sort: 'sizeBytes',
    order: 'asc',
    label: 'Smallest first',
    words: ['smallest', 'kleinste', 'kleinsten', 'kleinster'],
  },
  {
    sort: 'title',
    order: 'asc',
    label: 'By title',
    words: [
      'alphabetical',
      'alphabetically',
      'by title',
      'by name',
      'a to z',
      'alphabetisch',
      'nach titel',
      'nach namen',
      'a bis z',
    ],
  },
  { sort: 'rating', order: 'desc', label: 'Best rated first', words: ['by rating', 'nach bewertung'] },
];

const SORTED = maybe(oneOf('sorted', 'ordered', 'sort', 'order', 'sortiert', 'geordnet', 'first'));
const FIRST = maybe(oneOf('first', 'zuerst'));
const THE = maybe(oneOf('the', 'die', 'der', 'den', 'das', 'my', 'meine'));
const TOP: Part = oneOf('top', 'first', 'ersten', 'die ersten', 'the first', 'the top', 'die top');

/** "The 10 longest", "nach Bewertung sortiert". */
export function readSort(asked: Asked): void {
  const top = find(asked.text, [TOP, number]);
  if (top) limit(asked, Number(top.values[1]), top);
  for (const { words, label, sort, order } of SORTINGS) {
    const match = find(asked.text, [THE, maybe(number), SORTED, oneOf(...words), FIRST, SORTED]);
    if (!match) continue;
    const count = match.values[1];
    asked.add(match, { sort, order }, { field: 'sort', value: `${sort}:${order}`, label });
    if (count !== null) asked.limit = Number(count);
    return;
  }
}

function limit(asked: Asked, count: number, match: NonNullable<ReturnType<typeof find>>): void {
  const most = Math.min(100, Math.max(1, Math.round(count)));
  asked.limit = most;
  if (asked.filters.sort === undefined) asked.note(match, { field: 'limit', value: most, label: `The first ${most}` });
}
