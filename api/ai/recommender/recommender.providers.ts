import { PickVerdicts } from './pick-verdict.repository';
import { Recommender } from './recommender';
import { SimilarTitles } from './similar-titles';
import { TasteLibrary } from './taste-library';
import { TitlesQuery } from './titles.query';
import { WatchedTitlesQuery } from './watched-titles.query';

export const RECOMMENDER_PROVIDERS = [
  Recommender,
  SimilarTitles,
  TasteLibrary,
  TitlesQuery,
  WatchedTitlesQuery,
  PickVerdicts,
];
