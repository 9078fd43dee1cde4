import { z } from 'zod';
import { defineJob } from '../../infra/queue';

/** Reads what one person has seen on one server. */
export const ImportViewsJob = defineJob({
  name: 'import-views',
  payload: z.object({ serverId: z.uuid(), userId: z.uuid() }),
  dedupeKey: ({ serverId, userId }) => `${serverId}:${userId}`,
  maxAttempts: 2,
  concurrency: 1,
});
