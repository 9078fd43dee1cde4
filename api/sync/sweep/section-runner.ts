import { Injectable } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { isDatabaseLoss } from '../../infra/database';
import { MediaItemTombstone, type LibrarySection } from '../../library';
import { isPlexFault, type PlexServerClient } from '../../plex';
import type { RunSession } from '../run/run-session';
import { SyncRunSectionRepository } from '../run/sync-run-section.repository';
import { REMOVALS_HELD } from '../run/sync-run.types';
import { PageMemory } from './page-memory.repository';
import { PageWriteRepository } from './page-write.repository';
import type { Patience } from './patience';
import { Removals } from './removals';
import { typesOf } from './section-checkpoint';
import { SectionCheckpoints } from './section-checkpoints';
import { SectionCompletion } from './section-completion';
import type { SectionProgress } from './section-progress';
import { openType, SectionSweep, type SweepScope } from './section-sweep';
import { Slots } from './slots';
import { sectionErrorCode, SweepError, WorkStopped } from './sweep.errors';

/** Requests at once while a run finds out how much there is to do. */
const OPENERS = 4;

export interface RunScope {
  session: RunSession;
  client: PlexServerClient;
  patience: Patience;
  signal: AbortSignal;
}

export interface PreparedSection {
  section: LibrarySection;
  progress: SectionProgress;
  updatedSince: SweepScope['updatedSince'];
}

/** Works on one section at a time; what goes wrong in one stays in it. */
@Injectable()
export class SectionRunner {
  constructor(
    private readonly rows: SyncRunSectionRepository,
    private readonly writer: PageWriteRepository,
    private readonly memory: PageMemory,
    private readonly tombstones: MediaItemTombstone,
    private readonly completion: SectionCompletion,
    @InjectPinoLogger(SectionRunner.name) private readonly logger: PinoLogger,
  ) {}

  /** Takes up what earlier tries of the run left, and asks how many rows there are, so that progress means something. */
  async prepare(scope: RunScope, sections: LibrarySection[]): Promise<PreparedSection[]> {
    const { session } = scope;
    const incremental = session.run.mode === 'incremental';
    const prepared: PreparedSection[] = [];
    for (const section of sections) {
      const row = session.sections.find(({ sectionId }) => sectionId === section.id);
      if (!row) continue;
      const progress = await SectionCheckpoints.load(this.rows, session.run.id, row);
      prepared.push({ section, progress, updatedSince: incremental ? await this.completion.cursors(section.id) : {} });
    }
    await this.openAll(scope, prepared);
    session.changed();
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
    const { checkpoint } = progress;
    if (checkpoint.phase === 'sweep') {
      await new SectionSweep({ ...scope, ...prepared, checkpoints }, this.writer, this.memory).run();
      await this.completion.rememberCursors(section.id, checkpoint.newest);
      checkpoint.phase = 'removals';
      await checkpoints.save();
    }
    const errorCode = scope.session.run.mode === 'full' ? await this.removeGone(scope, progress) : null;
    await this.completion.settle(section, progress.row, errorCode === null);
    await this.end(scope, progress, errorCode);
  }

  /** @returns what kept the section from being finished; null when nothing did */
  private async removeGone(scope: RunScope, progress: SectionProgress): Promise<string | null> {
    const { row, seen, checkpoint } = progress;
    const removals = new Removals({ ...scope, row, seen }, this.tombstones, this.writer);
    if (!checkpoint.approved && (await removals.areUnusual())) return REMOVALS_HELD;
    return removals.remove();
  }

  private async end({ session }: RunScope, { row }: SectionProgress, errorCode: string | null): Promise<void> {
    row.state = errorCode === null ? 'succeeded' : 'incomplete';
    row.errorCode = errorCode;
    const end = { state: row.state, errorCode, seen: row.seen, total: row.total, keep: errorCode === REMOVALS_HELD };
    session.written(await this.rows.finish(session.run.id, row.sectionId, end));
  }

  private async endBadly(scope: RunScope, { progress, section }: PreparedSection, error: unknown): Promise<void> {
    const { session } = scope;
    const errorCode = sectionErrorCode(error) ?? 'internal';
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

  /** A section that cannot be asked now is asked, and held to account, when its turn comes. */
  private async openAll({ client, signal, session }: RunScope, prepared: PreparedSection[]): Promise<void> {
    const slots = new Slots(OPENERS);
    let failed = false;
    const opening = prepared.flatMap(({ section, progress, updatedSince }) =>
      typesOf(section.type)
        .filter((type) => progress.checkpoint.totals[type] === undefined)
        .map((type) =>
          slots.use(async () => {
            if (failed || signal.aborted) return;
            const page = await openType(client, section, type, updatedSince[type], signal);
            progress.open(type, page.totalSize, page.newest);
          }),
        ),
    );
    for (const result of await Promise.allSettled(
      opening.map((open) => open.catch((error: unknown) => ((failed = true), Promise.reject(error)))),
    )) {
      if (result.status === 'rejected' && isPlexFault(result.reason, 'unauthorized')) throw result.reason;
    }
    session.changed();
  }
}
