import { Injectable } from '@nestjs/common';
import { DomainError } from '../../common';
import { SectionRepository } from '../../library';
import { SyncRunQuery } from '../run/sync-run.query';
import { SyncService, type SyncRequest } from '../run/sync.service';

/** Asks for the runs that make up for what no event told. */
@Injectable()
export class RunRequests {
  constructor(
    private readonly sync: SyncService,
    private readonly sections: SectionRepository,
    private readonly runs: SyncRunQuery,
  ) {}

  /** False while another run of the server is active: to be asked again once it is over. */
  async start(request: Omit<SyncRequest, 'requestedBy'>): Promise<boolean> {
    try {
      await this.sync.start({ ...request, requestedBy: null });
      return true;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      // A server or a section that is gone, or was hidden meanwhile, needs no run.
      return error.code !== 'sync-already-running';
    }
  }

  /** Reads what changed while nobody listened. A server that was never read has nothing to catch up on. */
  async catchUp(serverId: string, trigger: 'startup' | 'event'): Promise<boolean> {
    const sections = await this.sections.listEnabled(serverId);
    if (sections.every(({ lastSyncedAt }) => lastSyncedAt === null)) return true;
    return this.start({ serverId, mode: 'incremental', trigger });
  }

  /**
   * Lets a person decide about sections of which much is missing; false: ask again. While titles go on
   * vanishing, one such run in a quarter of an hour is enough: the next one finds all of them.
   */
  async holdRemovals(serverId: string, sectionIds: readonly string[]): Promise<boolean> {
    const held = await this.runs.listHeldLately(sectionIds);
    const open = sectionIds.filter((id) => !held.includes(id));
    if (open.length === 0) return true;
    return this.start({ serverId, mode: 'sweep', trigger: 'event', sectionIds: open });
  }
}
