import { Injectable } from '@nestjs/common';
import { JobProcessor, type JobContext, type JobHandler } from '../../infra/queue';
import { InsightComparison } from '../../library';
import { InsightComparisonJob } from './insight-jobs';

@Injectable()
@JobProcessor(InsightComparisonJob)
export class InsightComparisonHandler implements JobHandler<typeof InsightComparisonJob.payload> {
  constructor(private readonly comparison: InsightComparison) {}

  async handle(_payload: unknown, { signal }: JobContext): Promise<void> {
    const { due } = await this.comparison.freshness();
    if (due) await this.comparison.make({ wait: true, signal });
  }
}
