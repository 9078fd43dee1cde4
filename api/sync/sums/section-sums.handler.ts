import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { JobProcessor, type JobContext, type JobHandler } from '../../infra/queue';
import { SectionSizes, SectionSums } from '../../library';
import { SectionSumsJob } from './section-sums.job';

/** A section that changes all the time is summed no more often than this. */
const PAUSE_MS = 5_000;

/** Sums until nothing is due: what was written while it summed would find this job still running and ask for no other. */
@Injectable()
@JobProcessor(SectionSumsJob)
export class SectionSumsHandler implements JobHandler<typeof SectionSumsJob.payload> {
  constructor(
    private readonly sums: SectionSums,
    private readonly sizes: SectionSizes,
  ) {}

  async handle({ sectionId }: z.infer<typeof SectionSumsJob.payload>, { signal }: JobContext): Promise<void> {
    for (;;) {
      await this.sums.catchUp(sectionId);
      await this.sizes.record(sectionId);
      if (!(await this.sums.findDue(sectionId))) return;
      await sleep(PAUSE_MS, undefined, { signal });
    }
  }
}
