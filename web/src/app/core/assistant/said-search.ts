import { formatCount, formatRating } from '../../ui/format';
import { isolate } from '../../ui/isolate';
import { resolutionWord } from '../items/item-words';
import { languageWord } from './language-word';
import { titles, type Values } from './said-values';

type Value = Values[string];

const FILTERS: Record<string, (value: Value) => string> = {
  q: (words) => $localize`named like “${isolate(String(words))}:words:”`,
  genre: (genre) => isolate(String(genre)),
  person: (name) => $localize`with ${isolate(String(name))}:person:`,
  yearFrom: (year) => $localize`from ${year}:year:`,
  yearTo: (year) => $localize`up to ${year}:year:`,
  watched: (watched) => (watched === true ? $localize`watched` : $localize`not watched`),
  minutesMin: (minutes) => $localize`at least ${formatCount(Number(minutes))}:minutes: minutes`,
  minutesMax: (minutes) => $localize`up to ${formatCount(Number(minutes))}:minutes: minutes`,
  resolution: (resolution) => resolutionWord(String(resolution)),
  language: (code) => $localize`audio: ${languageWord(String(code))}:language:`,
  ratingMin: (rating) => $localize`rated ${formatRating(Number(rating))}:rating: or better`,
  contentRating: (rating) => $localize`content rating ${isolate(String(rating))}:rating:`,
  addedSinceDays: (days) => $localize`added in the last ${formatCount(Number(days))}:days: days`,
};

/** `12 movies, not watched, up to 90 minutes`. */
export function searchWords(values: Values): string {
  const parts = Object.keys(FILTERS).flatMap((name) => (name in values ? [FILTERS[name](values[name])] : []));
  return [titles(values), ...parts].join(', ');
}
