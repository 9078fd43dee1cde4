import { Injectable } from '@nestjs/common';
import { DomainError, notFound, type Page } from '../../common';
import { auditChanges, auditTarget } from '../../infra/audit';
import { JobQueue } from '../../infra/queue';
import { SectionRepository } from '../../library';
import { ServerRegistry } from '../../plex';
import { RunAnnouncer } from '../events/run-announcer';
import { countRun } from './sync-metrics';
import type { SyncRunDto } from './sync-run.dto';
import { SyncRunJob } from './sync-run.job';
import { toSyncRunDto } from './sync-run.mapper';
import { SyncRunQuery, type SyncRunFilter } from './sync-run.query';
import { SyncRunRepository } from './sync-run.repository';
import type { SyncMode, SyncRun, SyncTrigger } from './sync-run.types';

export interface SyncRequest {
  serverId: string;
  mode: SyncMode;
  /** Enabled sections of the server; every one when absent. */
  sectionIds?: string[];
  trigger: SyncTrigger;
  /** Id of the user who asks, where one does. */
  requestedBy: string | null;
}

/** After a kill -9 nobody hears the request to stop until the job's lease is over, and that takes longer than a person waits. */
const UNHEARD_AFTER_MS = 1_200;

/** Asks for runs and stops them; the work itself is `SyncRunHandler`'s. */
@Injectable()
export class SyncService {
  constructor(
    private readonly runs: SyncRunRepository,
    private readonly query: SyncRunQuery,
    private readonly servers: ServerRegistry,
    private readonly sections: SectionRepository,
    private readonly queue: JobQueue,
    private readonly announcer: RunAnnouncer,
  ) {}

  /**
   * Run and job are made in one transaction.
   * @throws DomainError `not-found` for an unknown server or section, `section-not-enabled`, `sync-already-running`.
   */
  async start(request: SyncRequest): Promise<SyncRunDto> {
    const { serverId, mode, trigger, requestedBy } = request;
    const server = await this.servers.find(serverId);
    if (!server) throw notFound('The server');
    auditTarget({ name: server.name });
    auditChanges({}, { serverId, mode, sectionIds: request.sectionIds });
    const sections = await this.chosenSections(serverId, request.sectionIds);
    const runId = await this.runs.create(
      { serverId, mode, trigger, requestedBy, sectionIds: request.sectionIds ?? null, sections },
      (id, sql) => this.queue.add(SyncRunJob, { runId: id }, { sql }),
    );
    auditTarget({ id: runId });
    return this.told(runId);
  }

  /** @throws DomainError `sync-not-running` when the run is over. */
  async cancel(runId: string): Promise<SyncRunDto> {
    await this.auditRun(runId);
    const state = await this.runs.cancel(runId);
    if (!state) throw new DomainError('conflict', 'sync-not-running', 'This sync run is over.');
    this.announcer.askToStop(runId);
    setTimeout(() => void this.endUnheard(runId), UNHEARD_AFTER_MS).unref();
    const run = await this.announced(runId);
    // Whoever works on a run counts it; on one that was waiting nobody will.
    if (state === 'cancelled') countRun(run);
    return toSyncRunDto(run);
  }

  /** @throws DomainError `no-removals-held`, or `sync-already-running` while another run of the server is active. */
  async approveRemovals(runId: string): Promise<SyncRunDto> {
    await this.auditRun(runId);
    await this.runs.approveRemovals(runId, (id, sql) => this.queue.add(SyncRunJob, { runId: id }, { sql }));
    return this.told(runId);
  }

  async get(runId: string): Promise<SyncRunDto> {
    const run = await this.query.find(runId);
    if (!run) throw notFound('The sync run');
    return toSyncRunDto(run);
  }

  async list(filter: SyncRunFilter): Promise<Page<SyncRunDto>> {
    const { items, nextCursor } = await this.query.list(filter);
    return { items: items.map(toSyncRunDto), nextCursor };
  }

  /** @throws DomainError `not-found` */
  private async auditRun(runId: string): Promise<void> {
    const { serverId } = await this.get(runId);
    auditTarget({ name: (await this.servers.find(serverId))?.name });
  }

  private async chosenSections(serverId: string, sectionIds?: string[]): Promise<{ id: string; title: string }[]> {
    const enabled = await this.sections.listEnabled(serverId);
    if (!sectionIds) return enabled;
    for (const id of sectionIds) {
      if ((await this.sections.find(id))?.serverId !== serverId) throw notFound('The section');
    }
    const chosen = enabled.filter((section) => sectionIds.includes(section.id));
    if (chosen.length < sectionIds.length) {
      throw new DomainError('invalid', 'section-not-enabled', 'Only enabled sections can be synced.', {
        errors: [{ field: 'sectionIds', message: 'must name enabled sections of the server' }],
      });
    }
    return chosen;
  }

  /** Whoever still works on the run notices that it is over and leaves it. */
  private async endUnheard(runId: string): Promise<void> {
    // A database that is away keeps the request to stop: the run ends by it once somebody takes it up.
    const ended = await this.runs.endCancelled(runId).catch(() => false);
    if (ended) await this.announced(runId).then(countRun, () => undefined);
  }

  private async told(runId: string): Promise<SyncRunDto> {
    return toSyncRunDto(await this.announced(runId));
  }

  private async announced(runId: string): Promise<SyncRun> {
    const run = await this.query.find(runId);
    if (!run) throw notFound('The sync run');
    this.announcer.announce(run);
    return run;
  }
}
