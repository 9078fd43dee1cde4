import { Analyses } from './analyses';
import { DiscoveriesQuery } from './discoveries.query';
import { ProseWriter } from './prose';

export const ANALYSIS_PROVIDERS = [Analyses, DiscoveriesQuery, ProseWriter];
