import { Injectable } from '@nestjs/common';
import type { Principal } from '../../common';
import { SyncRunQuery } from '../run/sync-run.query';
import { toSyncRunDto } from '../run/sync-run.mapper';
import type { ActivityDto } from './activity.dto';

/** What goes on now. */
@Injectable()
export class Activity {
  constructor(private readonly runs: SyncRunQuery) {}

  async get(_principal: Principal): Promise<ActivityDto> {
    return { runs: (await this.runs.listActive()).map(toSyncRunDto), playing: { items: [], servers: [] } };
  }
}
