import { SetMetadata } from '@nestjs/common';
import type { z } from 'zod';
import type { JobDefinition, JobHandler } from './job';

export const JOB_DEFINITION = 'smartplex:job-definition';

/** Marks a provider as the one handler of a kind of job. Kinds without a handler, or with two, stop the start. */
export function JobProcessor<Schema extends z.ZodType>(definition: JobDefinition<Schema>) {
  return (target: new (...args: never[]) => JobHandler<Schema>): void => {
    SetMetadata(JOB_DEFINITION, definition)(target);
  };
}
