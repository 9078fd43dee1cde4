import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import type { z } from 'zod';
import { DomainError } from '../../common';
import { JobProcessor, type JobContext, type JobHandler } from '../../infra/queue';
import { MediaItemDetails, SectionRepository, type LibrarySection } from '../../library';
import { PlexError, PlexServers } from '../../plex';
import { SyncRunQuery } from '../run/sync-run.query';
import { DetailsJob } from './details.job';

const BATCH = 50;
/** One request at a time, with a pause after each: nobody waits for this. */
const PAUSE_MS = 100;

/**
 * Fetches details for items that have none yet. What it wrote need not be read again, so it goes on
 * wherever it was stopped: by a run, a fault of Plex or a restart.
 */
@Injectable()
@JobProcessor(DetailsJob)
export class DetailsHandler implements JobHandler<typeof DetailsJob.payload> {
  constructor(
    private readonly sections: SectionRepository,
    private readonly details: MediaItemDetails,
    private readonly servers: PlexServers,
    private readonly runs: SyncRunQuery,
    @InjectPinoLogger(DetailsHandler.name) private readonly logger: PinoLogger,
  ) {}

  async handle({ serverId }: z.infer<typeof DetailsJob.payload>, { signal }: JobContext): Promise<void> {
    try {
      for (const section of await this.sections.listEnabled(serverId)) await this.fill(section, signal);
    } catch (error) {
      signal.throwIfAborted();
      const expected = error instanceof PlexError || (error instanceof DomainError && error.kind === 'not-found');
      if (!expected) throw error;
      this.logger.info({ serverId, err: error }, 'Details are left for the time after the next sync run');
    }
  }

  /** Every item once at most: one that Plex does not tell about is asked for again after the next run. */
  private async fill(section: LibrarySection, signal: AbortSignal): Promise<void> {
    let afterId = '0';
    while (!(await this.runs.isServerBusy(section.serverId))) {
      const items = await this.details.listWithoutDetails(section.id, afterId, BATCH);
      if (items.length === 0) return;
      const client = await this.servers.sameClientFor(section.serverId, signal);
      const found = await client.metadataBatch(
        items.map(({ ratingKey }) => ratingKey),
        signal,
      );
      await this.details.writeDetails(section, found);
      afterId = items[items.length - 1].id;
      await sleep(PAUSE_MS, undefined, { signal });
    }
  }
}
