import { languageName } from '../tools/language-words';
import { plainly, saying } from './saying';

/** What is empty, old or unknown, in a sentence. */
export const CAVEATS = {
  'no-views': plainly('No views of yours are known in this period.'),
  'no-views-of-anybody': plainly('No views are known in this period.'),
  'views-not-listed': plainly(
    'Some of it is not in the library any more, or not shared with you: it is counted, not listed.',
  ),
  'period-as-days': saying(
    { days: 365 },
    ({ days }) => `Statistics are told of whole stretches up to today: these are of the last ${days} days.`,
  ),
  'nothing-watched-then': plainly('Nothing that fits is known to have been watched to its end then.'),
  'views-not-counted': plainly(
    'Some of what you watched then is not in the library any more, or not shared with you: it is not in this.',
  ),
  'views-may-be-missing': plainly(
    'The history of a server was never read to its beginning: earlier views may be missing.',
  ),
  'figures-preparing': plainly('These figures are being made for the first time: ask again in a moment.'),
  'nothing-twice': plainly('Nothing is there more than once.'),
  'watched-uncertain': plainly('Of some titles the history cannot tell whether they were watched.'),
  'nothing-begun': plainly('Nothing is known that you have begun and not finished.'),
  'nothing-new': saying({ days: 14 }, ({ days }) => `Nothing was added in the last ${days} days.`),
  'item-away': plainly('It is in the trash, or its files cannot be found.'),
  'nothing-alike': plainly('Nothing like it was found in the library.'),
  'picks-without-views': plainly('No views of yours are known: the picks rest on ratings and dates alone.'),
  'nothing-to-pick': plainly('There is nothing to pick from.'),
  'no-language': saying({ language: 'Elvish' }, ({ language }) => `“${language}” is no language that is known here.`),
  'nothing-spoken': saying(
    { language: 'fr' },
    ({ language }) => `No title is known to be in ${languageName(language)}.`,
  ),
  'audio-not-told': plainly('A server did not tell what is spoken in its titles.'),
  'audio-told-of': saying(
    { told: 40, count: 60 },
    ({ told, count }) =>
      `What is spoken is known of ${told} of the ${count} titles that match otherwise: the others are not in this.`,
  ),
  'audio-by-episode': plainly('Of a show the first episode was looked at.'),
  'genre-unknown': saying({ genre: 'Noir' }, ({ genre }) => `No title is of the genre “${genre}”.`),
  'nothing-matches': plainly('Nothing in the library matches.'),
  'only-alike': plainly('No title has that very name: what was found is named alike.'),
  'nothing-understood': plainly('Nothing of the question was understood: these are all titles.'),
  'no-such-title': saying({ title: 'Alien' }, ({ title }) => `There is no title like “${title}” in the library.`),
  'no-library': plainly('There is no library of this kind that you can see.'),
  'no-library-read': plainly('No library was read to its end yet, so there may be more.'),
  'library-not-read': plainly('A library was not read to its end yet, so there may be more.'),
  'details-pending': plainly('Details of some titles were not read yet, so there may be more.'),
  'server-away': plainly('A server is not reachable: what it holds is told as it was when it was last read.'),
  'library-old': saying(
    { date: '2026-01-31' },
    ({ date }) => `The library was last read on ${date}: newer changes are not in this.`,
  ),
  'own-views-unknown': plainly('Of some libraries it is not known what you watched: they are not in this.'),
  'history-not-whole': plainly(
    'The history of a server was never read to its beginning: what looks new here may not be.',
  ),
  'history-old': saying(
    { date: '2026-01-31' },
    ({ date }) => `The history was last read on ${date}: newer views may be missing.`,
  ),
};
