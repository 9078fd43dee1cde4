import { z } from 'zod';
import { defineJob } from '../../infra/queue';

/** Brings the plays of one server up to date; a second one for the same server is the same job. */
export const ImportHistoryJob = defineJob({
  name: 'import-history',
  payload: z.object({ serverId: z.uuid() }),
  dedupeKey: ({ serverId }) => serverId,
  maxAttempts: 3,
  concurrency: 2,
});
