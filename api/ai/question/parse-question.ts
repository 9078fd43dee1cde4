import type { Vocabulary } from '../tools/library-words';
import { Asked } from './asked';
import { QuestionText } from './question-text';
import { readAdded } from './rules/added.rule';
import { readContentRating } from './rules/content-rating.rule';
import { readCount, readPicks, readStats } from './rules/intent.rule';
import { readGenres, readKind } from './rules/kind.rule';
import { readLanguage } from './rules/language.rule';
import { readRating } from './rules/rating.rule';
import { readRuntime } from './rules/runtime.rule';
import { readSort } from './rules/sort.rule';
import { readResolution, readUnsupported, readWatched } from './rules/state.rule';
import { readLike, readPerson, readQuoted, readRest } from './rules/words.rule';
import { readViewed } from './rules/viewed.rule';
import { readBareYear, readYears } from './rules/years.rule';

/**
 * What a question in English or German asks for. Rules take the words that they understand, one after the other: what
 * says most of itself comes first, and what nobody takes is looked for among titles.
 * @param today a day of UTC, `YYYY-MM-DD`
 */
export function parseQuestion(written: string, vocabulary: Vocabulary, today: string): Asked {
  const asked = new Asked(new QuestionText(written), today);
  readQuoted(asked, written);
  readStats(asked);
  readCount(asked);
  readPicks(asked);
  readAdded(asked);
  readViewed(asked);
  readRuntime(asked);
  readYears(asked);
  readRating(asked);
  readContentRating(asked, vocabulary.contentRatings);
  readResolution(asked, vocabulary.resolutions);
  readLanguage(asked);
  if (asked.like === null) readLike(asked);
  readBareYear(asked);
  readSort(asked);
  readWatched(asked);
  readUnsupported(asked);
  readGenres(asked, vocabulary.genres);
  readKind(asked);
  readPerson(asked);
  readRest(asked);
  if (asked.intent === 'stats') asked.keepPeriodOnly();
  else if (asked.viewed !== null) keepWhatIsToldOfViews(asked);
  return asked;
}

/** Of titles that were watched in a time the last ones come first, and no words are looked for among them. */
function keepWhatIsToldOfViews(asked: Asked): void {
  const { filters } = asked;
  if (asked.like !== null || asked.intent === 'picks') {
    asked.viewed = null;
    return asked.drop('viewed');
  }
  delete filters.q;
  delete filters.sort;
  delete filters.order;
  asked.drop('q', 'sort');
}
