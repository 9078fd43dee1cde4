import { PickVerdicts } from './pick-verdict.repository';
import { Recommender } from './recommender';
import { TasteLibrary } from './taste-library';
import { TitlesQuery } from './titles.query';
import { WatchedTitlesQuery } from './watched-titles.query';

export const RECOMMENDER_PROVIDERS = [Recommender, TasteLibrary, TitlesQuery, WatchedTitlesQuery, PickVerdicts];
