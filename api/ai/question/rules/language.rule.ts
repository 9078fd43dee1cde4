import { LANGUAGE_NAMES, languageName, languageNamed } from '../../tools/language-words';
import type { Asked } from '../asked';
import { ahead, find, maybe, oneOf, type Match, type Part } from '../pattern';
import { KIND } from './kind.rule';

/** "Deutsch", "deutschen", "deutschsprachige", by what is asked for. */
const CODES = new Map(
  LANGUAGE_NAMES.flatMap((name) =>
    ['', 'e', 'er', 'en', 'em', 'es'].flatMap((end): [string, string][] => [
      [`${name}${end}`, languageNamed(name)!],
      [`${name}sprachig${end}`, languageNamed(name)!],
    ]),
  ).reverse(),
);
const FORMS = [...CODES.keys()];

const LANGUAGE = oneOf(...LANGUAGE_NAMES);
const ANY_FORM = oneOf(...FORMS);
const GLUED = oneOf(...FORMS.filter((form) => /sprachig/.test(form)));
const SUBTITLES = ['subtitles', 'subtitle', 'subs', 'untertitel', 'untertiteln'];
const AUDIO = oneOf(
  ...['language', 'audio', 'audio track', 'speaking', 'dub', 'dubbed', 'spoken', 'soundtrack'],
  ...['sprache', 'tonspur', 'ton', 'synchro', 'synchronisation', 'synchronfassung', 'fassung'],
);
const WITH = maybe(oneOf('with', 'in', 'mit'));
const IN = oneOf('in', 'auf', 'dubbed in', 'spoken in', 'synchronisiert auf', 'with audio in', 'mit ton auf');

const WAYS: readonly (readonly Part[])[] = [
  [WITH, ANY_FORM, AUDIO],
  [IN, LANGUAGE, maybe(oneOf('language', 'audio'))],
  [GLUED],
  [ANY_FORM, ahead(KIND)],
];

/** What is spoken: "in German", "mit deutscher Tonspur", "French films". Subtitles are nothing to look for. */
export function readLanguage(asked: Asked): void {
  readSubtitles(asked);
  // Of two languages the first way of saying it counts; the other one is passed over, and that is said.
  for (const way of WAYS)
    for (let match = find(asked.text, way); match; match = find(asked.text, way)) add(asked, match);
}

function readSubtitles(asked: Asked): void {
  const match =
    find(asked.text, [WITH, ANY_FORM, oneOf(...SUBTITLES)]) ??
    find(asked.text, [WITH, oneOf(...SUBTITLES, 'subtitled', 'untertitelt'), oneOf('in', 'auf'), LANGUAGE]);
  if (match) asked.ignore(match);
}

function add(asked: Asked, match: Match): void {
  const code = match.values.flatMap((value) => CODES.get(String(value)) ?? []).at(0)!;
  const label = `Audio: ${languageName(code)}`;
  asked.add(match, { audioLanguage: code }, { field: 'language', value: code, label });
}
