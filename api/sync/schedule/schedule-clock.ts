import { Injectable } from '@nestjs/common';
import { Database } from '../../infra/database';

/** The time and the zone that the schedule goes by. Specs give it others. */
@Injectable()
export class ScheduleClock {
  constructor(private readonly database: Database) {}

  /** The database's, which dates the runs: where this process's clock is wrong, each run would look long past. */
  now(): Promise<Date> {
    return this.database.now();
  }

  /** Of this process: `TZ`, or the machine's. */
  zone(): string {
    return Intl.DateTimeFormat().resolvedOptions().timeZone;
  }
}
