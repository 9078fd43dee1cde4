import { Injectable } from '@nestjs/common';
import { JobQueue } from '../../infra/queue';
import { DETAILS_DELAY_MS, DetailsJob } from '../details/details.job';
import { RunAnnouncer } from '../events/run-announcer';
import { HistoryImportRepository } from '../history/history-import.repository';
import { ImportHistoryJob } from '../history/import-history.job';
import { SectionSumming } from '../sums/section-summing';
import { Patience } from '../sweep/patience';
import { RunSession } from './run-session';
import { countRun } from './sync-metrics';
import { StopWatch } from './stop-watch';
import { SyncRunQuery } from './sync-run.query';
import type { SyncRun } from './sync-run.types';

export interface OpenRun {
  session: RunSession;
  watch: StopWatch;
  patience: Patience;
}

/** Opens what a process needs around a run while it works on it. */
@Injectable()
export class RunSessions {
  /** How long a run bears with a server that stops answering, beyond the tries of each call. */
  patienceMs = 10_000;

  constructor(
    private readonly query: SyncRunQuery,
    private readonly announcer: RunAnnouncer,
    private readonly queue: JobQueue,
    private readonly history: HistoryImportRepository,
    private readonly summing: SectionSumming,
  ) {}

  open(run: SyncRun): OpenRun {
    const session = new RunSession(run, this.announcer);
    session.changed();
    return {
      session,
      watch: new StopWatch(run.id, this.query, this.announcer),
      patience: new Patience(this.patienceMs),
    };
  }

  /**
   * What follows the end of a run: everyone is told, it is counted, plays are brought up to date with what
   * came and went, and details are read when it is quiet.
   * @param byOthers who did not wait for this process to end the run, and counted it
   */
  async ended(runId: string, byOthers: boolean): Promise<void> {
    const run = await this.query.find(runId);
    if (!run) return;
    this.announcer.announce(run);
    if (!byOthers) countRun(run);
    const { serverId } = run;
    if (run.sections.some(({ added, updated, removed }) => added + updated + removed > 0))
      await this.history.wantAttach(serverId);
    // Who stopped a run wants the server left alone; the schedule comes back to it.
    if (run.state !== 'cancelled') await this.queue.add(ImportHistoryJob, { serverId });
    // A run that was cancelled or failed leaves sums behind that it did not come to.
    await this.summing.soon(serverId);
    if (run.state !== 'failed') await this.queue.add(DetailsJob, { serverId }, { delayMs: DETAILS_DELAY_MS });
  }
}
