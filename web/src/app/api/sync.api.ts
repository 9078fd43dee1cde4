import { Injectable, inject } from '@angular/core';
import type { Observable } from 'rxjs';
import { apiPath } from './base-path';
import { type StreamEvent, eventStream } from './event-stream';
import { Api } from './generated/api';
import { approveRemovals } from './generated/fn/sync/approve-removals';
import { cancelSync } from './generated/fn/sync/cancel-sync';
import { getSyncSchedule } from './generated/fn/sync/get-sync-schedule';
import { type ListSyncRuns$Params, listSyncRuns } from './generated/fn/sync/list-sync-runs';
import { startSync } from './generated/fn/sync/start-sync';
import { updateSyncSchedule } from './generated/fn/sync/update-sync-schedule';
import type { StartSyncRunRequest } from './generated/models';
import type { Page, Playing, Run, RunEvent, Schedule, ScheduleChanges } from './types';

/** What the live stream tells, by the names of its events. */
export interface LiveEvents {
  run: RunEvent;
  /** The whole list, whenever it changed. */
  playing: Playing;
}

@Injectable({ providedIn: 'root' })
export class SyncApi {
  private readonly api = inject(Api);

  runs(query: ListSyncRuns$Params = {}): Observable<Page<Run>> {
    return this.api.invoke(listSyncRuns, query);
  }

  start(serverId: string, mode: StartSyncRunRequest['mode'] = 'full'): Observable<Run> {
    return this.api.invoke(startSync, { body: { serverId, mode } });
  }

  cancel(id: string): Observable<Run> {
    return this.api.invoke(cancelSync, { id });
  }

  approveRemovals(id: string): Observable<Run> {
    return this.api.invoke(approveRemovals, { id });
  }

  schedule(): Observable<Schedule> {
    return this.api.invoke(getSyncSchedule, {});
  }

  /** What is absent stays. */
  changeSchedule(body: ScheduleChanges): Observable<Schedule> {
    return this.api.invoke(updateSyncSchedule, { body });
  }

  events(): Observable<StreamEvent<LiveEvents>> {
    return eventStream<LiveEvents>(apiPath('/sync/events'), ['run', 'playing']);
  }
}
