import { type Observable, catchError, exhaustMap, map, of, startWith, switchMap, timer } from 'rxjs';
import { Problem } from '../../api/problem';
import type { Attention } from '../../api/types';

/** A run of which nothing came for so long stands still. */
const STALLED_MS = 10_000;
const AGAIN_MS = 15_000;

/** Why a run stands still, as far as it is known, once nothing came for a while: that may be Plex, or this machine. */
export function stallWords(serverId: string, attention: () => Observable<{ items: Attention[] }>): Observable<string> {
  const ask = (): Observable<string> =>
    attention().pipe(
      map(({ items }) => wordsOf(serverId, items)),
      // The database is away, or SmartPlex itself: the portal's words for it say that it goes on.
      catchError((error: unknown) => of(Problem.from(error).detail || waits())),
    );
  return timer(STALLED_MS).pipe(
    switchMap(() => timer(0, AGAIN_MS).pipe(exhaustMap(ask), startWith(waits()))),
    startWith(''),
  );
}

function wordsOf(serverId: string, items: readonly Attention[]): string {
  const has = (code: Attention['code']): boolean =>
    items.some((each) => each.code === code && (each.serverId === null || each.serverId === serverId));
  if (has('disk-full')) return $localize`The disk of SmartPlex is full. It goes on when there is room.`;
  return has('server-offline') ? $localize`Waiting for Plex` : waits();
}

const waits = (): string => $localize`Waiting; it goes on as soon as it can`;
