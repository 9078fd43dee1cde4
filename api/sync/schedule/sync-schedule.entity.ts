import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** When servers are synced by themselves: one row for all of them. */
@Entity('sync_schedule')
@Check('sync_schedule_id_check', 'id')
@Check('sync_schedule_incremental_minutes_check', 'incremental_minutes BETWEEN 1 AND 1440')
@Check('sync_schedule_key_sweep_at_check', `key_sweep_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'`)
@Check('sync_schedule_full_sweep_weekday_check', 'full_sweep_weekday BETWEEN 0 AND 6')
export class SyncScheduleEntity {
  /** Always true: there is no second row. */
  @PrimaryColumn('boolean', { default: true, primaryKeyConstraintName: 'sync_schedule_pkey' })
  id: boolean;

  /** Whether servers are listened to. */
  @Column('boolean', { default: true })
  push: boolean;

  @Column('integer', { name: 'incremental_minutes', default: 15 })
  incrementalMinutes: number;

  /** `HH:MM` by the clock of the place where the scheduler runs. */
  @Column('text', { name: 'key_sweep_at', default: '03:30' })
  keySweepAt: string;

  /** 0 is Sunday. */
  @Column('smallint', { name: 'full_sweep_weekday', default: 0 })
  fullSweepWeekday: number;

  /** Nights before this are none that were missed: nobody had asked for them. */
  @Column({ type: 'timestamptz', name: 'nights_from', precision: 3, default: () => 'now()' })
  nightsFrom: Date;

  /** The process that schedules, as long as `schedulerUntil` lies ahead. */
  @Column('uuid', { nullable: true })
  scheduler: string | null;

  @Column({ type: 'timestamptz', name: 'scheduler_until', precision: 3, nullable: true })
  schedulerUntil: Date | null;

  /** Since when it has done so without a gap: what was due before was missed. */
  @Column({ type: 'timestamptz', name: 'scheduling_since', precision: 3, nullable: true })
  schedulingSince: Date | null;

  /** Its IANA time zone, so that every process tells the same next runs. */
  @Column('text', { name: 'time_zone', nullable: true })
  timeZone: string | null;
}
