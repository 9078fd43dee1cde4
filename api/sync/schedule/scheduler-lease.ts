import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ScheduleClock } from './schedule-clock';
import { SyncScheduleRepository } from './sync-schedule.repository';
import type { Schedule } from './schedule.types';

const LEASE_SECONDS = 45;

/** What the process that schedules goes by. */
export interface Turn {
  schedule: Schedule;
  now: Date;
  zone: string;
}

/** Lets one process schedule at a time; another one follows when it ends or dies. */
@Injectable()
export class SchedulerLease {
  private readonly owner = randomUUID();

  constructor(
    private readonly schedules: SyncScheduleRepository,
    private readonly clock: ScheduleClock,
  ) {}

  /** Null while another process schedules. */
  async take(): Promise<Turn | null> {
    const [now, zone] = [await this.clock.now(), this.clock.zone()];
    const schedule = await this.schedules.claim({ owner: this.owner, now, zone, leaseSeconds: LEASE_SECONDS });
    return schedule && { schedule, now, zone };
  }

  async release(): Promise<void> {
    await this.schedules.release(this.owner);
  }
}
