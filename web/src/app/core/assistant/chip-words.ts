import type { Understood } from '../../api/types';
import { formatCount, formatDate, formatDecimal } from '../../ui/format';
import { languageWord } from './language-word';
import { TYPE_WORDS, resolutionWord } from '../items/item-words';
import type { ItemType } from '../../api/types';

type Words = (value: string, chip: Understood) => string;

const SORTS: Record<string, string> = {
  'title:asc': $localize`By title`,
  'addedAt:desc': $localize`Newest first`,
  'addedAt:asc': $localize`Oldest in the library first`,
  'year:desc': $localize`Latest years first`,
  'year:asc': $localize`Earliest years first`,
  'sizeBytes:desc': $localize`Largest first`,
  'sizeBytes:asc': $localize`Smallest first`,
  'rating:desc': $localize`Best rated first`,
  'rating:asc': $localize`Worst rated first`,
  'durationMs:desc': $localize`Longest first`,
  'durationMs:asc': $localize`Shortest first`,
  'lastViewedAt:desc': $localize`Watched lately first`,
};

const FIELDS: Partial<Record<Understood['field'], Words>> = {
  type: (value) => TYPE_WORDS[value as ItemType]?.many,
  years: (value) => rangeWords(value, String),
  minutes: minutesWords,
  viewed: viewedWords,
  watched: (value) => (value === 'true' ? $localize`Watched` : $localize`Not watched`),
  resolution: (value) => resolutionWord(value),
  language: (value) => $localize`Audio: ${languageWord(value)}:language:`,
  ratingMin: (value, { strict }) =>
    strict
      ? $localize`Rated over ${formatDecimal(Number(value))}:rating:`
      : $localize`Rated ${formatDecimal(Number(value))}:rating: or better`,
  addedSince: (value) => $localize`Added since ${formatDate(value.slice(0, 10))}:date:`,
  sort: (value) => SORTS[value],
  limit: (value) => $localize`${value}:count: at most`,
};

/** What was understood, in the reader's language; the person's own words stand for what has no other. */
export function chipWords(chip: Understood): string {
  const own = ['intent', 'period', 'like'].includes(chip.field) ? chip.text : '';
  return FIELDS[chip.field]?.(String(chip.value), chip) || own || chip.label;
}

function minutesWords(value: string, { strict }: Understood): string {
  const words = (minutes: number): string => $localize`${formatCount(minutes)}:minutes: min`;
  const [, from, to] = /^(\d*)-(\d*)$/.exec(value) ?? [];
  if (strict && !from && to) return $localize`Under ${words(Number(to))}:minutes:`;
  if (strict && from && !to) return $localize`Over ${words(Number(from))}:minutes:`;
  return rangeWords(value, words);
}

/** `2026-01-01/2026-12-31`. */
function viewedWords(value: string): string {
  const [from, to = from] = value.split('/').map(formatDate);
  return from === to ? $localize`Watched on ${from}:date:` : $localize`Watched from ${from}:from: to ${to}:to:`;
}

/** `1990-1999`, `1990-`, `-90`. */
function rangeWords(range: string, words: (value: number) => string): string {
  const [, from, to] = /^(\d*)-(\d*)$/.exec(range) ?? [];
  if (from && to)
    return from === to ? words(Number(from)) : $localize`${words(Number(from))}:from: to ${words(Number(to))}:to:`;
  if (from) return $localize`From ${words(Number(from))}:from:`;
  return to ? $localize`At most ${words(Number(to))}:to:` : range;
}
