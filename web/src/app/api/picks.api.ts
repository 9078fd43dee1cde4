import { Injectable, inject } from '@angular/core';
import type { Observable } from 'rxjs';
import { Api } from './generated/api';
import { listRecommendations } from './generated/fn/ai/list-recommendations';
import { listSimilarTitles } from './generated/fn/ai/list-similar-titles';
import { sayVerdict } from './generated/fn/ai/say-verdict';
import { takeVerdictBack } from './generated/fn/ai/take-verdict-back';
import type { ItemCard, Page, PickList, Verdict } from './types';

/** Titles that fit what somebody watched, each with its reasons. */
@Injectable({ providedIn: 'root' })
export class PicksApi {
  private readonly api = inject(Api);

  picks(limit: number): Observable<PickList> {
    return this.api.invoke(listRecommendations, { limit });
  }

  similar(itemId: string, limit: number): Observable<Page<ItemCard>> {
    return this.api.invoke(listSimilarTitles, { itemId, limit });
  }

  say(itemId: string, verdict: Verdict): Observable<void> {
    return this.api.invoke(sayVerdict, { itemId, body: { verdict } });
  }

  takeBack(itemId: string): Observable<void> {
    return this.api.invoke(takeVerdictBack, { itemId });
  }
}
