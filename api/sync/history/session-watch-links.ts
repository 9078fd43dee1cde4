import { Injectable } from '@nestjs/common';
import { Broadcast } from '../../infra/broadcast';
import { JobQueue } from '../../infra/queue';
import type { PlexSession } from '../../plex';
import { NowPlaying } from '../activity/now-playing.repository';
import { ImportHistoryJob } from './import-history.job';
import { SessionWatchRepository } from './session-watch.repository';

/** Carries ids of servers whose sessions were just read. */
export const PLAYING_CHANNEL = 'now-playing';
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
    private readonly nowPlaying: NowPlaying,
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

  /** Tells every process what a server plays now. */
  async tell(serverId: string, sessions: readonly PlexSession[]): Promise<void> {
    await this.nowPlaying.put(serverId, sessions);
    this.broadcast.publish(PLAYING_CHANNEL, serverId);
  }

  async importSoon(serverId: string): Promise<void> {
    await this.queue.add(ImportHistoryJob, { serverId }, { delayMs: HISTORY_DELAY_MS });
  }
}
