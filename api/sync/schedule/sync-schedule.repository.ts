import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';
import type { Schedule, ScheduleSettings } from './schedule.types';

const COLUMNS = `push, incremental_minutes AS "incrementalMinutes", key_sweep_at AS "keySweepAt",
  full_sweep_weekday AS "fullSweepWeekday", nights_from AS "nightsFrom", scheduling_since AS "schedulingSince",
  time_zone AS "timeZone"`;

export interface SchedulerClaim {
  /** Of this process, new at each start. */
  owner: string;
  now: Date;
  zone: string;
  leaseSeconds: number;
}

/** The schedule, and which process goes by it. */
@Injectable()
export class SyncScheduleRepository {
  constructor(private readonly database: Database) {}

  async get(): Promise<Schedule> {
    const row = await this.database.row<Schedule & Record<string, unknown>>(`SELECT ${COLUMNS} FROM sync_schedule`);
    if (!row) throw new Error('sync_schedule has lost its row');
    return row;
  }

  /** Absent ones stay. Other nights count from now on: none of them was missed. */
  async save(changes: Partial<ScheduleSettings>, now: Date): Promise<void> {
    const { push, incrementalMinutes, keySweepAt, fullSweepWeekday } = changes;
    await this.database.run(
      `UPDATE sync_schedule SET
         push = COALESCE($1, push),
         incremental_minutes = COALESCE($2, incremental_minutes),
         nights_from = CASE WHEN (key_sweep_at, full_sweep_weekday)
           IS DISTINCT FROM (COALESCE($3, key_sweep_at), COALESCE($4::smallint, full_sweep_weekday))
           THEN $5 ELSE nights_from END,
         key_sweep_at = COALESCE($3, key_sweep_at),
         full_sweep_weekday = COALESCE($4::smallint, full_sweep_weekday)`,
      [push, incrementalMinutes, keySweepAt, fullSweepWeekday, now],
    );
  }

  /**
   * Makes this process the one that schedules, or keeps it so; null while another one does. By the database's
   * clock, which all share: a process that died is followed by another when its lease is over, or ends later than
   * it can, since the clock was set back.
   */
  claim({ owner, now, zone, leaseSeconds }: SchedulerClaim): Promise<Schedule | null> {
    return this.database.row<Schedule & Record<string, unknown>>(
      `UPDATE sync_schedule SET
         scheduler = $1,
         scheduling_since = CASE WHEN scheduler = $1 AND scheduler_until > clock_timestamp() AND scheduling_since <= $2
           THEN scheduling_since ELSE $2 END,
         scheduler_until = clock_timestamp() + make_interval(secs => $4),
         time_zone = $3
       WHERE scheduler IS NULL OR scheduler = $1 OR scheduler_until <= clock_timestamp()
         OR (isfinite(scheduler_until) AND scheduler_until > clock_timestamp() + 2 * make_interval(secs => $4))
       RETURNING ${COLUMNS}`,
      [owner, now, zone, leaseSeconds],
    );
  }

  async release(owner: string): Promise<void> {
    await this.database.run('UPDATE sync_schedule SET scheduler = NULL, scheduler_until = NULL WHERE scheduler = $1', [
      owner,
    ]);
  }
}
