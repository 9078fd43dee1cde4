import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { JobProcessor, type JobContext, type JobHandler } from '../../infra/queue';
import { SectionInsights } from '../../library';
import { SectionInsightsJob } from './insight-jobs';

/** What is written meanwhile stays due, and is asked for again by the schedule. */
@Injectable()
@JobProcessor(SectionInsightsJob)
export class SectionInsightsHandler implements JobHandler<typeof SectionInsightsJob.payload> {
  constructor(private readonly insights: SectionInsights) {}

  async handle({ sectionId }: z.infer<typeof SectionInsightsJob.payload>, { signal }: JobContext): Promise<void> {
    await this.insights.make(sectionId, { wait: true, signal });
  }
}
