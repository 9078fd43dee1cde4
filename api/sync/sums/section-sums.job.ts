import { z } from 'zod';
import { defineJob } from '../../infra/queue';

/** Brings the figures of a large section up to date, after changes that were written already. */
export const SectionSumsJob = defineJob({
  name: 'section-sums',
  payload: z.object({ sectionId: z.uuid() }),
  dedupeKey: ({ sectionId }) => sectionId,
  maxAttempts: 5,
  concurrency: 1,
});
