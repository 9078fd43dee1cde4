import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { AppConfig } from '../../infra/config';
import { JobQueue } from '../../infra/queue';
import { SessionRepository } from '../session/session.repository';
import { MembershipRepository } from './membership.repository';
import { RecheckMembership } from './recheck-membership.job';

const RECHECK_HOURS = 4;
const TICK_MS = 5 * 60_000;

/** Asks for a check of everybody who is signed in and was last checked four hours ago. Only enqueues. */
@Injectable()
export class MembershipScheduler implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly repository: MembershipRepository,
    private readonly sessions: SessionRepository,
    private readonly queue: JobQueue,
    @InjectPinoLogger(MembershipScheduler.name) private readonly log: PinoLogger,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role === 'api') return;
    this.timer = setInterval(() => void this.tick(), TICK_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Spreads the checks over the time until the next tick, so that plex.tv never sees a burst. */
  async enqueueDue(spreadMs = TICK_MS): Promise<void> {
    await this.sessions.removeEnded();
    for (const userId of await this.repository.listDue(RECHECK_HOURS)) {
      await this.queue.add(RecheckMembership, { userId }, { delayMs: Math.random() * spreadMs });
    }
  }

  private async tick(): Promise<void> {
    try {
      await this.enqueueDue();
    } catch (error) {
      this.log.error({ err: error }, 'Membership checks could not be scheduled');
    }
  }
}
