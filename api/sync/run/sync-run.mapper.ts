import type { SyncRun, SyncRunSection } from './sync-run.types';
import type { SyncRunDto, SyncRunSectionDto } from './sync-run.dto';

/** The wire shape of a run; its counters are the sums over its sections. */
export function toSyncRunDto(run: SyncRun): SyncRunDto {
  return {
    id: run.id,
    serverId: run.serverId,
    mode: run.mode,
    trigger: run.trigger,
    state: run.state,
    createdAt: run.createdAt.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    finishedAt: run.finishedAt?.toISOString() ?? null,
    itemsSeen: sum(run.sections, 'seen'),
    itemsTotal: sum(run.sections, 'total'),
    itemsAdded: sum(run.sections, 'added'),
    itemsUpdated: sum(run.sections, 'updated'),
    itemsRemoved: sum(run.sections, 'removed'),
    errorCode: run.errorCode,
    requestedBy: run.requestedBy,
    sections: run.sections.map(toSectionDto),
  };
}

function toSectionDto(section: SyncRunSection): SyncRunSectionDto {
  const { sectionId, title, state, seen, total, errorCode } = section;
  return { sectionId, title, state, seen, total, errorCode };
}

type Counter = 'seen' | 'total' | 'added' | 'updated' | 'removed';

function sum(sections: SyncRunSection[], counter: Counter): number {
  return sections.reduce((total, section) => total + section[counter], 0);
}
