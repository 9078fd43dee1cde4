import { Injectable } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import type { z } from 'zod';
import { DomainError } from '../../common';
import { JobProcessor, type JobContext, type JobHandler } from '../../infra/queue';
import { sectionErrorCode } from '../sweep/sweep.errors';
import { ImportViewsJob } from './import-views.job';
import { ViewsImport } from './views-import';

/** Reads what one person has seen on one server; what cannot be told now stays as it was known. */
@Injectable()
@JobProcessor(ImportViewsJob)
export class ImportViewsHandler implements JobHandler<typeof ImportViewsJob.payload> {
  constructor(
    private readonly views: ViewsImport,
    @InjectPinoLogger(ImportViewsHandler.name) private readonly logger: PinoLogger,
  ) {}

  async handle({ serverId, userId }: z.infer<typeof ImportViewsJob.payload>, { signal }: JobContext): Promise<void> {
    try {
      await this.views.run(serverId, userId, signal);
    } catch (error) {
      signal.throwIfAborted();
      const errorCode = sectionErrorCode(error);
      const isGone = error instanceof DomainError && error.kind === 'not-found';
      if (errorCode === null && !isGone) throw error;
      this.logger.info({ serverId, userId, errorCode }, 'What a person has seen could not be read');
    }
  }
}
