import { z } from 'zod';
import { defineJob } from '../../infra/queue';

/** Makes the figures of a section that insights read. */
export const SectionInsightsJob = defineJob({
  name: 'section-insights',
  payload: z.object({ sectionId: z.uuid() }),
  dedupeKey: ({ sectionId }) => sectionId,
  maxAttempts: 3,
  concurrency: 1,
});

/** Looks for the same title in all sections. */
export const InsightComparisonJob = defineJob({
  name: 'insight-comparison',
  payload: z.object({}),
  dedupeKey: () => 'all',
  maxAttempts: 3,
  concurrency: 1,
});
