import type { z } from 'zod';
import { currentRequestId } from '../logging';
import type { JobDefinition } from './job';
import type { AddOptions } from './job-queue';
import type { NewJob } from './job.repository';

/** The row of a job to be added; its request id is that of the request being served, unless one is given. */
export function newJob<Schema extends z.ZodType>(
  definition: JobDefinition<Schema>,
  payload: z.infer<Schema>,
  options: AddOptions,
): NewJob {
  const checked = definition.payload.parse(payload) as z.infer<Schema>;
  return {
    name: definition.name,
    payload: checked,
    dedupeKey: definition.dedupeKey?.(checked) ?? null,
    delayMs: options.delayMs ?? 0,
    requestId: options.requestId === undefined ? currentRequestId() : options.requestId,
  };
}
