import type { SyncMode, SyncState, SyncTrigger } from '../run/sync-run.types';

/** What an administrator decides. */
export interface ScheduleSettings {
  /** Whether servers are listened to. */
  push: boolean;
  /** 1 to 1440. */
  incrementalMinutes: number;
  /** `HH:MM`, 24 hours, in the scheduler's time zone. */
  keySweepAt: string;
  /** 0 (Sunday) to 6: on this day everything is read in place of the keys. */
  fullSweepWeekday: number;
}

export interface Schedule extends ScheduleSettings {
  nightsFrom: Date;
  /** Since when some process has scheduled without a gap; null before the first. */
  schedulingSince: Date | null;
  /** IANA name of the zone that `keySweepAt` is meant in; null before the first process scheduled. */
  timeZone: string | null;
}

/** A run of all sections of a server, as far as the schedule is concerned. */
export interface PastRun {
  mode: SyncMode;
  state: SyncState;
  errorCode: string | null;
  createdAt: Date;
  finishedAt: Date | null;
}

/** What the schedule knows about a server. */
export interface ScheduledServer {
  id: string;
  /** False while it is offline or refuses our token: a run would fail. */
  reachable: boolean;
  /** Its event stream is connected. */
  connected: boolean;
  /** A run is queued or running. */
  busy: boolean;
  /** When the first run that read something began; null: no sync starts by itself yet. */
  firstRunAt: Date | null;
  /** The latest of each mode, newest first. */
  runs: PastRun[];
}

export interface PlannedRun {
  mode: SyncMode;
  /** When it starts, if nothing else runs then; may lie in the past. */
  at: Date;
  trigger: SyncTrigger;
}
