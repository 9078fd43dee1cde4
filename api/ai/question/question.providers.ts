import { ChosenTitles } from './chosen-titles';
import { Names } from './names';
import { ViewedTitlesQuery } from './viewed-titles.query';
import { QuestionLists } from './question-lists';
import { Questions } from './questions';

export const QUESTION_PROVIDERS = [Questions, QuestionLists, Names, ChosenTitles, ViewedTitlesQuery];
