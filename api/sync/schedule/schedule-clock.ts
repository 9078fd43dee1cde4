import { Injectable } from '@nestjs/common';

/** The time and the zone that the schedule goes by. Specs give it others. */
@Injectable()
export class ScheduleClock {
  now(): Date {
    return new Date();
  }

  /** Of this process: `TZ`, or the machine's. */
  zone(): string {
    return Intl.DateTimeFormat().resolvedOptions().timeZone;
  }
}
