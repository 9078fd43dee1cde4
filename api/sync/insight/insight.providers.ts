import type { Provider } from '@nestjs/common';
import { InsightComparisonHandler } from './insight-comparison.handler';
import { InsightSchedule } from './insight-schedule';
import { SectionInsightsHandler } from './section-insights.handler';

export const INSIGHT_PROVIDERS: Provider[] = [InsightSchedule, SectionInsightsHandler, InsightComparisonHandler];
