import { Injectable, inject } from '@angular/core';
import type { Observable } from 'rxjs';
import { Api } from './generated/api';
import { listRecommendations } from './generated/fn/ai/list-recommendations';
import type { Picks } from './types';

/** Titles that fit what somebody watched, each with its reasons. */
@Injectable({ providedIn: 'root' })
export class PicksApi {
  private readonly api = inject(Api);

  picks(limit: number): Observable<Picks> {
    return this.api.invoke(listRecommendations, { limit });
  }
}
