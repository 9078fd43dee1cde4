import { Injectable } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import type { z } from 'zod';
import { isDatabaseLoss } from '../../infra/database';
import { JobProcessor, type JobContext, type JobHandler } from '../../infra/queue';
import { SectionRunner } from '../sweep/section-runner';
import { sectionErrorCode, WorkStopped } from '../sweep/sweep.errors';
import { RunPlanner } from './run-planner';
import { RunSessions, type OpenRun } from './run-sessions';
import { SyncRunJob } from './sync-run.job';
import { SyncRunQuery } from './sync-run.query';
import { SyncRunRepository } from './sync-run.repository';
import { REMOVALS_HELD, type SyncRun, type SyncState } from './sync-run.types';

interface RunEnd {
  state: SyncState;
  errorCode: string | null;
}

/** Carries out a run, from wherever an earlier try left it. */
@Injectable()
@JobProcessor(SyncRunJob)
export class SyncRunHandler implements JobHandler<typeof SyncRunJob.payload> {
  constructor(
    private readonly runs: SyncRunRepository,
    private readonly query: SyncRunQuery,
    private readonly planner: RunPlanner,
    private readonly sections: SectionRunner,
    private readonly sessions: RunSessions,
    @InjectPinoLogger(SyncRunHandler.name) private readonly logger: PinoLogger,
  ) {}

  async handle({ runId }: z.infer<typeof SyncRunJob.payload>, context: JobContext): Promise<void> {
    // Over, cancelled while it waited, or gone with its server: nothing is left to do.
    if (!(await this.runs.begin(runId))) return;
    const run = await this.query.find(runId);
    if (!run) return;
    const open = this.sessions.open(run);
    try {
      await open.watch.look();
      const { state, errorCode } = await this.work(open, context.signal);
      const finished = await this.runs.finish(runId, state, errorCode);
      await this.sessions.ended(runId, !finished);
      this.logger.info({ runId, serverId: run.serverId, state, errorCode }, 'A sync run ended');
    } finally {
      open.watch.close();
      open.session.close();
    }
  }

  /** @throws when the run is to be taken up again: after a shutdown or the loss of the database */
  private async work({ session, watch, patience }: OpenRun, shutdown: AbortSignal): Promise<RunEnd> {
    const signal = AbortSignal.any([shutdown, watch.signal]);
    try {
      if (signal.aborted) throw new WorkStopped();
      const { client, sections } = await this.planner.plan(session, patience, signal);
      const scope = { session, client, patience, signal };
      for (const prepared of await this.sections.prepare(scope, sections)) await this.sections.run(scope, prepared);
      return endOf(session.run);
    } catch (error) {
      if (shutdown.aborted || isDatabaseLoss(error)) throw error;
      if (watch.signal.aborted) return { state: 'cancelled', errorCode: null };
      return this.failure(session.run, error);
    }
  }

  private failure(run: SyncRun, error: unknown): RunEnd {
    const errorCode = sectionErrorCode(error) ?? 'internal';
    const fields = { runId: run.id, serverId: run.serverId, errorCode, err: error };
    if (errorCode === 'internal') this.logger.error(fields, 'A sync run failed');
    else this.logger.warn(fields, 'A sync run failed');
    return { state: 'failed', errorCode };
  }
}

/** A run is as good as its worst section; what waits for a person is named first. */
function endOf({ sections }: SyncRun): RunEnd {
  const codes = sections.flatMap(({ errorCode }) => errorCode ?? []);
  if (codes.length === 0) return { state: 'succeeded', errorCode: null };
  return { state: 'incomplete', errorCode: codes.includes(REMOVALS_HELD) ? REMOVALS_HELD : codes[0] };
}
