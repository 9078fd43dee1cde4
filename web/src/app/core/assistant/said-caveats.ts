import { languageWord } from './language-word';
import { amount, day, many, named, type Words } from './said-values';

/** What is empty, old or unknown. */
export const CAVEATS = {
  'no-views': () => $localize`No views of yours are known in this period.`,
  'no-views-of-anybody': () => $localize`No views are known in this period.`,
  'views-not-listed': () =>
    $localize`Some of it is not in the library any more, or not shared with you: it is counted, not listed.`,
  'period-as-days': (values) =>
    $localize`Statistics are told of whole stretches up to today: these are of the last ${amount(values, 'days')}:days: days.`,
  'nothing-watched-then': () => $localize`Nothing that fits is known to have been watched to its end then.`,
  'views-not-counted': () =>
    $localize`Some of what you watched then is not in the library any more, or not shared with you: it is not in this.`,
  'views-may-be-missing': () =>
    $localize`The history of a server was never read to its beginning: earlier views may be missing.`,
  'figures-preparing': () => $localize`These figures are being made for the first time: ask again in a moment.`,
  'nothing-twice': () => $localize`Nothing is there more than once.`,
  'watched-uncertain': () => $localize`Of some titles the history cannot tell whether they were watched.`,
  'nothing-begun': () => $localize`Nothing is known that you have begun and not finished.`,
  'nothing-new': (values) =>
    many(
      values,
      $localize`Nothing was added in the last day.`,
      $localize`Nothing was added in the last ${amount(values, 'days')}:days: days.`,
      'days',
    ),
  'item-away': () => $localize`It is in the trash, or its files cannot be found.`,
  'nothing-alike': () => $localize`Nothing like it was found in the library.`,
  'picks-without-views': () => $localize`No views of yours are known: the picks rest on ratings and dates alone.`,
  'nothing-to-pick': () => $localize`There is nothing to pick from.`,
  'no-language': (values) => $localize`“${named(values, 'language')}:language:” is no language that is known here.`,
  'nothing-spoken': (values) =>
    $localize`No title is known to have audio in this language: ${languageWord(String(values['language']))}:language:.`,
  'audio-not-told': () => $localize`A server did not tell what is spoken in its titles.`,
  'audio-told-of': (values) =>
    $localize`What is spoken is known of ${amount(values, 'told')}:told: of the ${amount(values)}:count: titles that match otherwise: the others are not in this.`,
  'audio-by-episode': () => $localize`Of a show the first episode was looked at.`,
  'genre-unknown': (values) => $localize`No title is of the genre “${named(values, 'genre')}:genre:”.`,
  'nothing-matches': () => $localize`Nothing in the library matches.`,
  'only-alike': () => $localize`No title has that very name: what was found is named alike.`,
  'nothing-understood': () => $localize`Nothing of the question was understood: these are all titles.`,
  'no-such-title': (values) => $localize`There is no title like “${named(values, 'title')}:title:” in the library.`,
  'no-library': () => $localize`There is no library of this kind that you can see.`,
  'no-library-read': () => $localize`No library was read to its end yet, so there may be more.`,
  'library-not-read': () => $localize`A library was not read to its end yet, so there may be more.`,
  'details-pending': () => $localize`Details of some titles were not read yet, so there may be more.`,
  'server-away': () => $localize`A server is not reachable: what it holds is told as it was when it was last read.`,
  'library-old': (values) =>
    $localize`The library was last read on ${day(values)}:date:: newer changes are not in this.`,
  'own-views-unknown': () => $localize`Of some libraries it is not known what you watched: they are not in this.`,
  'history-not-whole': () =>
    $localize`The history of a server was never read to its beginning: what looks new here may not be.`,
  'history-old': (values) => $localize`The history was last read on ${day(values)}:date:: newer views may be missing.`,
} satisfies Record<string, Words>;
