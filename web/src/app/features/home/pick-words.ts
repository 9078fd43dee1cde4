import type { PickReason } from '../../api/types';
import { formatCount, formatRating } from '../../ui/format';
import { isolate } from '../../ui/isolate';
import { plural } from '../../ui/plural';

type Words = (reason: PickReason, subject: string, title: string) => string;

const DAYS: Words = ({ count = 0 }) =>
  count === 0
    ? $localize`Added today`
    : plural(count, $localize`Added yesterday`, $localize`Added ${formatCount(count)}:days: days ago`);

const WORDS: Record<PickReason['kind'], Words> = {
  director: (_reason, name, title) => $localize`Directed by ${name}:person:, like ${title}:title:`,
  actor: (_reason, name, title) => $localize`With ${name}:person:, as in ${title}:title:`,
  studio: (_reason, name, title) => $localize`From ${name}:studio:, like ${title}:title:`,
  genre: (_reason, name, title) => $localize`${name}:genre:, like ${title}:title:`,
  similarTaste: () => $localize`Finished by people with a taste like yours`,
  rated: ({ value }) => $localize`Rated ${formatRating(value)}:rating:`,
  popular: ({ count = 0 }) =>
    plural(
      count,
      $localize`1 person here finished it`,
      $localize`${formatCount(count)}:count: people here finished it`,
    ),
  new: DAYS,
};

/** Why a title was picked, short; a reason that this portal does not know yet is told by the server's sentence. */
export function pickWords(reason: PickReason): string {
  const words = (WORDS as Partial<Record<string, Words>>)[reason.kind];
  return words ? words(reason, isolate(reason.subject ?? ''), isolate(reason.title ?? '')) : reason.text;
}
