import { Injectable, inject } from '@angular/core';
import type { Observable } from 'rxjs';
import { Api } from './generated/api';
import { getMyStats } from './generated/fn/stats/get-my-stats';
import { getServerStats } from './generated/fn/stats/get-server-stats';
import type { MyStats, ServerStats, StatsPeriod } from './types';

@Injectable({ providedIn: 'root' })
export class StatsApi {
  private readonly api = inject(Api);

  /** What the person who is signed in watched. */
  mine(period: StatsPeriod): Observable<MyStats> {
    return this.api.invoke(getMyStats, { period });
  }

  /** What everybody watched; for administrators. */
  server(period: StatsPeriod): Observable<ServerStats> {
    return this.api.invoke(getServerStats, { period });
  }
}
