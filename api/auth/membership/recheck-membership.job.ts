import { z } from 'zod';
import { defineJob } from '../../infra/queue';

/** Asks plex.tv whether a server is still shared with a user. One at a time: plex.tv's patience is small. */
export const RecheckMembership = defineJob({
  name: 'recheck-membership',
  payload: z.object({ userId: z.uuid() }),
  dedupeKey: ({ userId }) => userId,
  maxAttempts: 3,
  concurrency: 1,
});
