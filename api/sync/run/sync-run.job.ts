import { z } from 'zod';
import { defineJob } from '../../infra/queue';

/** Works on one run until it has ended; a second one for the same run is the same job. */
export const SyncRunJob = defineJob({
  name: 'sync-run',
  payload: z.object({ runId: z.uuid() }),
  dedupeKey: ({ runId }) => runId,
  maxAttempts: 5,
  concurrency: 2,
});
