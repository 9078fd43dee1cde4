import { Injectable } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { isDatabaseLoss, isParentGone } from '../../infra/database';
import type { LibrarySection } from '../../library';
import { isPlexFault, type PlexServerClient } from '../../plex';
import type { RunSession } from '../run/run-session';
import { SyncRunSectionRepository } from '../run/sync-run-section.repository';
import { REMOVALS_HELD } from '../run/sync-run.types';
import type { Patience } from './patience';
import type { RowScope } from './row-reading';
import { typesOf } from './section-checkpoint';
import { SectionCheckpoints } from './section-checkpoints';
import { SectionCompletion } from './section-completion';
import { openSections } from './section-openings';
import type { SectionProgress } from './section-progress';
import { SectionReading } from './section-reading';
import { SectionRemovals } from './section-removals';
import { sectionErrorCode, SweepError, WorkStopped } from './sweep.errors';

export interface RunScope {
  session: RunSession;
  client: PlexServerClient;
  patience: Patience;
  signal: AbortSignal;
}

export interface PreparedSection {
  section: LibrarySection;
  progress: SectionProgress;
  updatedSince: RowScope['updatedSince'];
  opened: RowScope['opened'];
}

/** Works on one section at a time; what goes wrong in one stays in it. */
@Injectable()
export class SectionRunner {
  constructor(
    private readonly rows: SyncRunSectionRepository,
    private readonly reading: SectionReading,
    private readonly removals: SectionRemovals,
    private readonly completion: SectionCompletion,
    @InjectPinoLogger(SectionRunner.name) private readonly logger: PinoLogger,
  ) {}

  /** Takes up what earlier tries of the run left, and asks how many rows there are, so that progress means something. */
  async prepare(scope: RunScope, sections: LibrarySection[]): Promise<PreparedSection[]> {
    const { session } = scope;
    const { mode } = session.run;
    const prepared: PreparedSection[] = [];
    for (const section of sections) {
      const row = session.sections.find(({ sectionId }) => sectionId === section.id);
      if (!row) continue;
      const progress = await SectionCheckpoints.load(this.rows, session.run.id, row);
      if (mode === 'sweep' && progress.checkpoint.phase === 'sweep') progress.beginKeys(typesOf(section.type));
      const updatedSince = mode === 'incremental' ? await this.completion.cursors(section.id) : {};
      prepared.push({ section, progress, updatedSince, opened: new Map() });
    }
    await openSections(scope, prepared);
    return prepared;
  }

  /** @throws what concerns more than this section: the sign-in refused, the database gone, being told to stop */
  async run(scope: RunScope, prepared: PreparedSection): Promise<void> {
    const { session, signal } = scope;
    const { row } = prepared.progress;
    if (signal.aborted) throw new WorkStopped();
    row.state = 'running';
    session.written(await this.rows.begin(session.run.id, row.sectionId));
    const checkpoints = new SectionCheckpoints(this.rows, session, prepared.progress);
    try {
      await this.sync(scope, prepared, checkpoints);
    } catch (error) {
      if (signal.aborted || error instanceof WorkStopped) {
        await checkpoints.save();
        throw new WorkStopped();
      }
      if (isDatabaseLoss(error)) throw error;
      await this.endBadly(scope, prepared, error);
      if (isPlexFault(error, 'unauthorized')) throw error;
    }
  }

  private async sync(scope: RunScope, prepared: PreparedSection, checkpoints: SectionCheckpoints): Promise<void> {
    const { progress, section } = prepared;
    const { client, patience, signal } = scope;
    const work = { ...scope, ...prepared, checkpoints };
    await patience.bear(() => client.ensureSame(signal), signal);
    await this.reading.read(work);
    const errorCode = await this.removals.remove(work);
    await this.completion.settle(section, progress.row, errorCode === null);
    await this.end(scope, progress, errorCode);
  }

  private async end({ session }: RunScope, { row }: SectionProgress, errorCode: string | null): Promise<void> {
    row.state = errorCode === null ? 'succeeded' : 'incomplete';
    row.errorCode = errorCode;
    const end = { state: row.state, errorCode, seen: row.seen, total: row.total, keep: errorCode === REMOVALS_HELD };
    session.written(await this.rows.finish(session.run.id, row.sectionId, end));
  }

  private async endBadly(scope: RunScope, { progress, section }: PreparedSection, error: unknown): Promise<void> {
    const { session } = scope;
    // Its server or the library itself was removed by somebody: no fault of ours.
    const errorCode = sectionErrorCode(error) ?? (isParentGone(error) ? 'section-gone' : 'internal');
    const fields = { runId: session.run.id, serverId: session.run.serverId, sectionId: section.id, errorCode };
    if (errorCode === 'internal') this.logger.error({ ...fields, err: error }, 'A section could not be synced');
    else this.logger.warn({ ...fields, err: error }, 'A section was not read to its end');
    await this.completion.settle(section, progress.row, false);
    await this.end(
      scope,
      progress,
      isPlexFault(error, 'not-found') ? new SweepError('section-gone', '').code : errorCode,
    );
  }
}
