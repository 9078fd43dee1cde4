import { ChosenTitles } from './chosen-titles';
import { Names } from './names';
import { OwnStatistics } from './own-statistics';
import { ViewedTitles } from './viewed-titles';
import { ViewedTitlesQuery } from './viewed-titles.query';
import { QuestionLists } from './question-lists';
import { Questions } from './questions';

export const QUESTION_PROVIDERS = [
  Questions,
  QuestionLists,
  Names,
  ChosenTitles,
  ViewedTitles,
  ViewedTitlesQuery,
  OwnStatistics,
];
