import { Injectable } from '@nestjs/common';
import { QueueStatus } from '../infra/queue';

/** The dispatcher looks for work every second; this long without an answer it is stuck. */
const STUCK_AFTER_MS = 15_000;

/** Whether the part of this process that runs jobs is alive. */
@Injectable()
export class QueueProbe {
  constructor(private readonly queue: QueueStatus) {}

  ping(): void {
    if (!this.queue.runsJobs) return;
    const polledAt = this.queue.lastPolledAt();
    if (!polledAt || Date.now() - polledAt.getTime() > STUCK_AFTER_MS) throw new Error('The job dispatcher is stuck');
  }
}
