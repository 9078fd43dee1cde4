import { z } from 'zod';
import { defineJob } from '../../infra/queue';

/** Asks one server for the rows that it told about, and stores what it answers. */
export const ApplyChangesJob = defineJob({
  name: 'apply-changes',
  payload: z.object({ serverId: z.uuid() }),
  dedupeKey: ({ serverId }) => serverId,
  maxAttempts: 7,
  concurrency: 2,
});
