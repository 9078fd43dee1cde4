import { Injectable, inject } from '@angular/core';
import { type Observable, map } from 'rxjs';
import { Api } from './generated/api';
import { getActivity } from './generated/fn/dashboard/get-activity';
import { listArrivals } from './generated/fn/dashboard/list-arrivals';
import { listAttention } from './generated/fn/dashboard/list-attention';
import { listDashboardServers } from './generated/fn/dashboard/list-dashboard-servers';
import type { Arrival, Attention, DashboardServer, Page, Playing } from './types';

/** What administrators look at first. */
@Injectable({ providedIn: 'root' })
export class DashboardApi {
  private readonly api = inject(Api);

  servers(): Observable<Page<DashboardServer>> {
    return this.api.invoke(listDashboardServers);
  }

  attention(): Observable<Page<Attention>> {
    return this.api.invoke(listAttention);
  }

  arrivals(limit: number): Observable<Page<Arrival>> {
    return this.api.invoke(listArrivals, { limit });
  }

  playing(): Observable<Playing> {
    return this.api.invoke(getActivity).pipe(map(({ playing }) => playing));
  }
}
