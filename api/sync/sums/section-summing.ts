import { Injectable } from '@nestjs/common';
import { JobQueue } from '../../infra/queue';
import { SectionSums } from '../../library';
import { SectionSumsJob } from './section-sums.job';

/** Summing so many leaves takes some hundredths of a second: no reason to wait. */
const FEW_LEAVES = 10_000;
/** Changes come in bursts: one summing serves those of this time. */
const DELAY_MS = 10_000;

/** Sees to it that the figures of a server's sections follow what was written. */
@Injectable()
export class SectionSumming {
  constructor(
    private readonly sums: SectionSums,
    private readonly queue: JobQueue,
  ) {}

  /** At once where it takes no time, or where a sweep left everything to a walk; otherwise soon. */
  async now(serverId: string): Promise<void> {
    for (const { id, leafCount, needsWalk } of await this.sums.listDue(serverId)) {
      if (needsWalk || leafCount <= FEW_LEAVES) await this.sums.catchUp(id);
      else await this.later(id);
    }
  }

  /** In the background, where anything is due. */
  async soon(serverId: string): Promise<void> {
    for (const { id } of await this.sums.listDue(serverId)) await this.later(id);
  }

  private async later(sectionId: string): Promise<void> {
    await this.queue.add(SectionSumsJob, { sectionId }, { delayMs: DELAY_MS });
  }
}
