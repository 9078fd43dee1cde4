import type { z } from 'zod';

/**
 * A kind of job: it types both the producer and the handler. The queue carries only the id of a row
 * in `jobs`; the payload is read from there and checked again before it is handled.
 */
export interface JobDefinition<Schema extends z.ZodType = z.ZodType> {
  name: string;
  payload: Schema;
  /** While a job with the same key is queued or running, `add` answers that one. */
  dedupeKey?: (payload: z.infer<Schema>) => string;
  /** Tries until the job counts as failed. Loss of the database or a shutdown is no try. */
  maxAttempts: number;
  /** How many of this kind one process runs at once. */
  concurrency: number;
}

const defined = new Map<string, JobDefinition>();

/** Every kind of job that the loaded code knows: each needs a handler before the process starts. */
export function definedJobs(): JobDefinition[] {
  return [...defined.values()];
}

/** @throws Error when another kind of job already has that name */
export function defineJob<Schema extends z.ZodType>(definition: JobDefinition<Schema>): JobDefinition<Schema> {
  if (defined.has(definition.name)) throw new Error(`Two kinds of job are called ${definition.name}`);
  defined.set(definition.name, definition);
  return definition;
}

export interface JobContext {
  jobId: string;
  /** Id of the request that asked for the job, for the log; null for scheduled ones. */
  requestId: string | null;
  /** 1 on the first try. */
  attempt: number;
  /** Aborts on shutdown and when the lease is lost: stop soon, keep what is written, throw. */
  signal: AbortSignal;
}

/** Handlers are idempotent and resumable: the same job may run again after any crash. */
export interface JobHandler<Schema extends z.ZodType = z.ZodType> {
  handle(payload: z.infer<Schema>, context: JobContext): Promise<void>;
}
