import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { Observable } from 'rxjs';
import { apiPath } from './base-path';
import { type DownloadedFile, download } from './download';
import { type StreamEvent, eventStream } from './event-stream';
import { Api } from './generated/api';
import { getHealth } from './generated/fn/health/get-health';
import { getSystem } from './generated/fn/system/get-system';
import { type ListLogLines$Params, listLogLines } from './generated/fn/system/list-log-lines';
import type { HealthReport, LogLine, System, SystemLog } from './types';

export type LogFilters = Pick<ListLogLines$Params, 'level' | 'q' | 'requestId'>;

export interface LogEvents {
  line: LogLine;
}

@Injectable({ providedIn: 'root' })
export class SystemApi {
  private readonly api = inject(Api);
  private readonly http = inject(HttpClient);

  system(): Observable<System> {
    return this.api.invoke(getSystem);
  }

  health(): Observable<HealthReport> {
    return this.api.invoke(getHealth);
  }

  /** Newest first. */
  log(query: ListLogLines$Params): Observable<SystemLog> {
    return this.api.invoke(listLogLines, query);
  }

  /** Lines from now on. */
  logEvents(filters: LogFilters): Observable<StreamEvent<LogEvents>> {
    const given = Object.entries(filters).filter((entry): entry is [string, string] => Boolean(entry[1]));
    return eventStream<LogEvents>(apiPath(`/system/log/events?${new URLSearchParams(given)}`), ['line']);
  }

  supportBundle(): Observable<DownloadedFile> {
    return download(this.http, apiPath('/system/support-bundle'), 'smartplex-support.gz');
  }
}
