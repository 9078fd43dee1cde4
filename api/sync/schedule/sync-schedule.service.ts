import { Injectable } from '@nestjs/common';
import { auditChanges } from '../../infra/audit';
import { planRuns } from './run-plan';
import { ScheduleClock } from './schedule-clock';
import { ScheduleFactsQuery } from './schedule-facts.query';
import type { PlannedRunDto, SyncScheduleDto } from './sync-schedule.dto';
import { SyncScheduleRepository } from './sync-schedule.repository';
import type { Schedule, ScheduleSettings } from './schedule.types';

/** The schedule as administrators see and change it. */
@Injectable()
export class SyncScheduleService {
  constructor(
    private readonly schedules: SyncScheduleRepository,
    private readonly facts: ScheduleFactsQuery,
    private readonly clock: ScheduleClock,
  ) {}

  async get(): Promise<SyncScheduleDto> {
    const schedule = await this.schedules.get();
    const { push, incrementalMinutes, keySweepAt, fullSweepWeekday } = schedule;
    return { push, incrementalMinutes, keySweepAt, fullSweepWeekday, nextRuns: await this.nextRuns(schedule) };
  }

  /** Counts from now on, in every process. */
  async update(changes: Partial<ScheduleSettings>): Promise<SyncScheduleDto> {
    const before = await this.schedules.get();
    const { push, incrementalMinutes, keySweepAt, fullSweepWeekday } = changes;
    auditChanges({ ...before }, { push, incrementalMinutes, keySweepAt, fullSweepWeekday });
    await this.schedules.save(changes, await this.clock.now());
    return this.get();
  }

  private async nextRuns(schedule: Schedule): Promise<PlannedRunDto[]> {
    const now = await this.clock.now();
    const zone = schedule.timeZone ?? this.clock.zone();
    return (await this.facts.listServers(now))
      .flatMap((server) => planRuns(schedule, zone, server, now).map((run) => ({ ...run, serverId: server.id })))
      .sort((a, b) => a.at.getTime() - b.at.getTime())
      .map(({ serverId, mode, at }) => ({ serverId, mode, at: (at < now ? now : at).toISOString() }));
  }
}
