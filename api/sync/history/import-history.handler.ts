import { Injectable } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import type { z } from 'zod';
import { DomainError } from '../../common';
import { JobProcessor, type JobContext, type JobHandler } from '../../infra/queue';
import { ServerRegistry } from '../../plex';
import { sectionErrorCode } from '../sweep/sweep.errors';
import { ViewsSchedule } from '../views/views-schedule';
import { HistoryImport } from './history-import';
import { HistoryImportRepository } from './history-import.repository';
import { ImportHistoryJob } from './import-history.job';

/** Imports the history of one server. What Plex cannot tell now is asked for again at the next look. */
@Injectable()
@JobProcessor(ImportHistoryJob)
export class ImportHistoryHandler implements JobHandler<typeof ImportHistoryJob.payload> {
  constructor(
    private readonly registry: ServerRegistry,
    private readonly history: HistoryImport,
    private readonly imports: HistoryImportRepository,
    private readonly views: ViewsSchedule,
    @InjectPinoLogger(ImportHistoryHandler.name) private readonly logger: PinoLogger,
  ) {}

  async handle({ serverId }: z.infer<typeof ImportHistoryJob.payload>, { signal }: JobContext): Promise<void> {
    const server = await this.registry.find(serverId);
    if (!server) return;
    try {
      const imported = await this.history.run(server, signal);
      await this.views.watched(serverId, imported?.accounts ?? []);
    } catch (error) {
      signal.throwIfAborted();
      const errorCode = codeOf(error);
      if (errorCode === null) throw error;
      await this.imports.fail(serverId, errorCode);
      this.logger.warn({ serverId, errorCode, err: error }, 'The history of a server could not be read to its end');
    }
  }
}

/** Null for what is no fault of the server's, or its removal. */
function codeOf(error: unknown): string | null {
  if (error instanceof DomainError && error.kind === 'not-found') return 'server-gone';
  return sectionErrorCode(error);
}
