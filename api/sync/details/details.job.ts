import { z } from 'zod';
import { defineJob } from '../../infra/queue';

/** Reads whole details of what listings only shorten, while no run of the server wants it. */
export const DetailsJob = defineJob({
  name: 'sync-details',
  payload: z.object({ serverId: z.uuid() }),
  dedupeKey: ({ serverId }) => serverId,
  maxAttempts: 1,
  concurrency: 1,
});

/** A run that has just ended is often followed by another, or by people who look at what it brought. */
export const DETAILS_DELAY_MS = 5 * 60_000;
