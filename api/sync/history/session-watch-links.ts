import { Injectable } from '@nestjs/common';
import { Broadcast } from '../../infra/broadcast';
import { JobQueue } from '../../infra/queue';
import { ImportHistoryJob } from './import-history.job';
import { SessionWatchRepository } from './session-watch.repository';

const WAKE_CHANNEL = 'session-wake';
/** The server writes its history a moment after a session has ended. */
const HISTORY_DELAY_MS = 3_000;

/** How a look at sessions reaches other processes and other work. */
@Injectable()
export class SessionWatchLinks {
  constructor(
    private readonly broadcast: Broadcast,
    private readonly queue: JobQueue,
    private readonly watches: SessionWatchRepository,
  ) {}

  /** Takes or renews the lease; false while another process holds it. */
  hold(serverId: string, owner: string): Promise<boolean> {
    return this.watches.hold(serverId, owner);
  }

  release(owner: string): Promise<void> {
    return this.watches.release(owner);
  }

  wake(serverId: string): void {
    this.broadcast.publish(WAKE_CHANNEL, serverId);
  }

  onWake(listener: (serverId: string) => void): () => void {
    return this.broadcast.subscribe<string>(WAKE_CHANNEL, listener);
  }

  async importSoon(serverId: string): Promise<void> {
    await this.queue.add(ImportHistoryJob, { serverId }, { runAt: new Date(Date.now() + HISTORY_DELAY_MS) });
  }
}
