/**
 * `full` reads every row. `incremental` reads what changed since, and counts. `sweep` lists nothing but
 * keys: it finds what is new or gone, not what changed.
 */
export const SYNC_MODES = ['full', 'incremental', 'sweep'] as const;
export type SyncMode = (typeof SYNC_MODES)[number];

/** Modes that a person asks for; the others are started by the schedule and by events. */
export const REQUESTED_MODES = ['full', 'incremental'] as const satisfies readonly SyncMode[];

export const SYNC_TRIGGERS = ['manual', 'schedule', 'event', 'startup'] as const;
export type SyncTrigger = (typeof SYNC_TRIGGERS)[number];

/**
 * `incomplete`: a part could not be read to the end, or waits for a person (`removals-held`).
 * `failed`: nothing could be done, or Plex no longer lets us in.
 */
export const SYNC_STATES = ['queued', 'running', 'succeeded', 'incomplete', 'failed', 'cancelled'] as const;
export type SyncState = (typeof SYNC_STATES)[number];

/** Error code of a section whose removals wait for a person. */
export const REMOVALS_HELD = 'removals-held';

export interface SyncRunSection {
  sectionId: string;
  title: string;
  state: SyncState;
  /** Distinct rows read so far. */
  seen: number;
  /** Rows that Plex says there are; 0 until asked. */
  total: number;
  added: number;
  updated: number;
  removed: number;
  errorCode: string | null;
}

/** A run with its sections in the order they are worked on. */
export interface SyncRun {
  id: string;
  serverId: string;
  mode: SyncMode;
  trigger: SyncTrigger;
  state: SyncState;
  /** Null: every enabled section. */
  sectionIds: string[] | null;
  errorCode: string | null;
  requestedBy: string | null;
  cancelRequestedAt: Date | null;
  removalsApprovedAt: Date | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  /** Database time of the last write: orders what is told about a run. */
  updatedAt: Date;
  sections: SyncRunSection[];
}

export function isActive(state: SyncState): boolean {
  return state === 'queued' || state === 'running';
}
