import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import type { z } from 'zod';
import { JobProcessor, type JobHandler } from '../../infra/queue';
import { PlexError } from '../../plex';
import { MembershipRecheck } from './membership-recheck';
import { RecheckMembership } from './recheck-membership.job';

@JobProcessor(RecheckMembership)
export class RecheckMembershipProcessor implements JobHandler<typeof RecheckMembership.payload> {
  constructor(
    private readonly membership: MembershipRecheck,
    @InjectPinoLogger(RecheckMembershipProcessor.name) private readonly log: PinoLogger,
  ) {}

  async handle({ userId }: z.infer<typeof RecheckMembership.payload>): Promise<void> {
    try {
      await this.membership.recheck(userId);
    } catch (error) {
      if (!(error instanceof PlexError)) throw error;
      // Nothing changes and the user stays due: the scheduler asks again.
      this.log.warn({ userId, fault: error.fault }, 'plex.tv could not be asked about a membership');
    }
  }
}
