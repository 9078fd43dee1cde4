import type { Reason } from '../../api/types';
import { formatCount, formatRating } from '../../ui/format';
import { plural } from '../../ui/plural';

/** Why a title was picked, in the reader's language. The API's own words stand for a kind that is new. */
export function reasonWords(reason: Reason): string {
  return FACTS[reason.kind]?.(reason) ?? sharedWords(reason) ?? reason.text;
}

const FACTS: Partial<Record<Reason['kind'], (reason: Reason) => string>> = {
  similarTaste: () => $localize`People here with a similar taste finished it`,
  rated: ({ value = 0 }) => $localize`Rated ${formatRating(value)}:rating:`,
  popular: ({ count = 0 }) =>
    plural(
      count,
      $localize`1 person here finished it`,
      $localize`${formatCount(count)}:count: people here finished it`,
    ),
  new: ({ count = 0 }) =>
    count === 0
      ? $localize`Added today`
      : plural(count, $localize`Added yesterday`, $localize`Added ${formatCount(count)}:count: days ago`),
};

type Words = (subject: string, title: string, deed: string) => string;

const SHARED: Partial<Record<Reason['kind'], Words>> = {
  director: (subject, title, deed) => $localize`Directed by ${subject}:person:, like ${title}:title: (${deed}:deed:)`,
  actor: (subject, title, deed) => $localize`With ${subject}:person:, like ${title}:title: (${deed}:deed:)`,
  collection: (subject, title, deed) =>
    $localize`From the same collection as ${title}:title:: ${subject}:collection: (${deed}:deed:)`,
  studio: (subject, title, deed) => $localize`From ${subject}:studio:, like ${title}:title: (${deed}:deed:)`,
  genre: (subject, title, deed) => $localize`${subject}:genre:, like ${title}:title: (${deed}:deed:)`,
};

function sharedWords(reason: Reason): string | undefined {
  const { kind, subject, title } = reason;
  return subject && title ? SHARED[kind]?.(subject, title, deedWords(reason)) : undefined;
}

function deedWords({ asked, userRating, count = 0, titleType }: Reason): string {
  if (asked) return $localize`more of it was asked for`;
  if (userRating !== undefined) return $localize`rated ${formatCount(userRating)}:rating: by you`;
  if (count === 0) return $localize`begun`;
  if (titleType !== 'movie')
    return plural(count, $localize`1 episode finished`, $localize`${formatCount(count)}:count: episodes finished`);
  return plural(count, $localize`finished`, $localize`finished ${formatCount(count)}:count: times`);
}
