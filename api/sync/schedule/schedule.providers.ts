import type { Provider } from '@nestjs/common';
import { OldRunsRepository } from './old-runs.repository';
import { ScheduleClock } from './schedule-clock';
import { ScheduleFactsQuery } from './schedule-facts.query';
import { SchedulerLease } from './scheduler-lease';
import { SyncScheduleRepository } from './sync-schedule.repository';
import { SyncScheduleService } from './sync-schedule.service';
import { SyncScheduler } from './sync-scheduler';

export const SCHEDULE_PROVIDERS: Provider[] = [
  ScheduleClock,
  SyncScheduleRepository,
  ScheduleFactsQuery,
  SyncScheduleService,
  SchedulerLease,
  OldRunsRepository,
  SyncScheduler,
];
