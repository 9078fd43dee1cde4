import { Injectable } from '@nestjs/common';
import { SectionRepository, SectionService, type LibrarySection } from '../../library';
import { PlexServers, type PlexServerClient } from '../../plex';
import type { Patience } from '../sweep/patience';
import type { RunSession } from './run-session';
import { SyncRunQuery } from './sync-run.query';
import { SyncRunSectionRepository } from './sync-run-section.repository';
import { SyncRunRepository } from './sync-run.repository';
import { isActive, type SyncRunSection } from './sync-run.types';

export interface RunPlan {
  client: PlexServerClient;
  /** What is still to be worked on, in order. */
  sections: LibrarySection[];
}

const SECTION_GONE = 'section-gone';

/** Decides what a run works on, after a fresh look at the list of sections. */
@Injectable()
export class RunPlanner {
  constructor(
    private readonly servers: PlexServers,
    private readonly lists: SectionService,
    private readonly sections: SectionRepository,
    private readonly runs: SyncRunRepository,
    private readonly rows: SyncRunSectionRepository,
    private readonly query: SyncRunQuery,
  ) {}

  /** @throws PlexError when the list cannot be read; nothing is touched then */
  async plan(session: RunSession, patience: Patience, signal: AbortSignal): Promise<RunPlan> {
    const { run } = session;
    const client = await this.servers.clientFor(run.serverId);
    await patience.bear(() => this.lists.refreshFrom({ id: run.serverId }, signal), signal);
    const enabled = await this.sections.listEnabled(run.serverId);
    const chosen = new Map(
      enabled
        .filter(({ id }) => !run.sectionIds || run.sectionIds.includes(id))
        .map((section) => [section.id, section]),
    );
    await this.runs.addSections(run.id, [...chosen.values()]);
    run.sections = (await this.query.find(run.id))?.sections ?? [];
    const open = run.sections.filter(({ state }) => isActive(state));
    for (const row of open) if (!chosen.has(row.sectionId)) await this.leaveOut(session, row);
    return { client, sections: open.flatMap(({ sectionId }) => chosen.get(sectionId) ?? []) };
  }

  /** A section that Plex no longer lists keeps its items as they are; one that was just disabled is none of our business. */
  private async leaveOut(session: RunSession, row: SyncRunSection): Promise<void> {
    const section = await this.sections.find(row.sectionId);
    const gone = !section || section.missingAt !== null;
    row.state = gone ? 'incomplete' : 'cancelled';
    row.errorCode = gone ? SECTION_GONE : null;
    const { sectionId, state, errorCode } = row;
    session.written(await this.rows.finish(session.run.id, sectionId, { state, errorCode }));
  }
}
