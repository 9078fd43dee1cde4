import { Injectable } from '@nestjs/common';
import type { Principal } from '../../common';
import { toSyncRunDto } from '../run/sync-run.mapper';
import { SyncRunQuery } from '../run/sync-run.query';
import type { ActivityDto } from './activity.dto';
import { PlayingHub } from './playing-hub';
import { PlayingLists } from './playing-lists';

/** What goes on now. */
@Injectable()
export class Activity {
  constructor(
    private readonly runs: SyncRunQuery,
    private readonly hub: PlayingHub,
    private readonly lists: PlayingLists,
  ) {}

  async get(principal: Principal): Promise<ActivityDto> {
    const [runs, { servers }] = await Promise.all([this.runs.listActive(), this.hub.current()]);
    return { runs: runs.map(toSyncRunDto), playing: await this.lists.of(principal, servers) };
  }
}
