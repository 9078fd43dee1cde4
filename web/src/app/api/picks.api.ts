import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import { type Observable, catchError, of, throwError } from 'rxjs';
import { apiPath } from './base-path';
import { Problem } from './problem';
import type { ItemCard } from './types';

export interface Pick {
  item: ItemCard;
  reasons: { kind: string; text: string; itemId?: string | null }[];
}

/** Titles that fit what somebody watched, each with its reasons. */
@Injectable({ providedIn: 'root' })
export class PicksApi {
  private readonly http = inject(HttpClient);

  /** Empty where nothing recommends. */
  picks(limit: number): Observable<{ items: Pick[] }> {
    return this.http
      .get<{ items: Pick[] }>(apiPath('/ai/recommendations'), { params: { limit } })
      .pipe(
        catchError((error: unknown) =>
          Problem.from(error).status === 404 ? of({ items: [] }) : throwError(() => error),
        ),
      );
  }
}
