import { Injectable } from '@nestjs/common';
import { SyncScheduleRepository } from '../schedule/sync-schedule.repository';

/** Whether servers are listened to at all: an administrator may switch it off with the schedule. */
@Injectable()
export class PushSwitch {
  constructor(private readonly schedule: SyncScheduleRepository) {}

  async isOn(): Promise<boolean> {
    return (await this.schedule.get()).push;
  }
}
