import type { z } from 'zod';
import type { SqlExecutor } from '../database';
import type { JobDefinition } from './job';

export interface AddOptions {
  /** So long from now it may start at the earliest; at once when absent. */
  delayMs?: number;
  requestId?: string | null;
  /** Adds within the caller's transaction; the job starts after its commit. */
  sql?: SqlExecutor;
}

/** The port through which everything asks for work in the background. */
export abstract class JobQueue {
  /** Answers the id of the job and whether this call made it (false: a duplicate is already waiting). Never hangs. */
  abstract add<Schema extends z.ZodType>(
    definition: JobDefinition<Schema>,
    payload: z.infer<Schema>,
    options?: AddOptions,
  ): Promise<{ jobId: string; created: boolean }>;
}
