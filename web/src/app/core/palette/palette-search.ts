import { Injectable, computed, inject, signal } from '@angular/core';
import { takeUntilDestroyed, toObservable, toSignal } from '@angular/core/rxjs-interop';
import { type Observable, catchError, combineLatest, concat, map, of, switchMap, timer } from 'rxjs';
import { LibraryApi } from '../../api/library.api';
import { Problem } from '../../api/problem';
import type { ItemCard } from '../../api/types';

const TYPING_PAUSE_MS = 150;
const SHOWN = 8;
export const LONGEST_SEARCH = 200;

type Answer =
  | { kind: 'none' }
  | { kind: 'searching' }
  | { kind: 'found'; text: string; items: readonly ItemCard[] }
  | { kind: 'failed'; problem: Problem };

/** The library's own search, a few titles at a time. While a new answer is on its way the last one stays. */
@Injectable()
export class PaletteSearch {
  private readonly api = inject(LibraryApi);
  readonly text = signal('');
  private readonly tries = signal(0);
  private readonly answer = toSignal(
    combineLatest([toObservable(this.text), toObservable(this.tries)]).pipe(
      switchMap(([text]) => this.ask(text.trim().slice(0, LONGEST_SEARCH))),
      takeUntilDestroyed(),
    ),
    { initialValue: { kind: 'none' } },
  );
  private last: readonly ItemCard[] = [];

  readonly searching = computed(() => this.answer().kind === 'searching');
  readonly problem = computed(() => {
    const answer = this.answer();
    return answer.kind === 'failed' ? answer.problem : null;
  });
  readonly items = computed(() => {
    const answer = this.answer();
    if (answer.kind !== 'searching') this.last = answer.kind === 'found' ? answer.items : [];
    return this.last;
  });

  again(): void {
    this.tries.update((tries) => tries + 1);
  }

  private ask(text: string): Observable<Answer> {
    if (text === '') return of({ kind: 'none' });
    const found = this.api.items({ q: text, limit: SHOWN }).pipe(
      map(({ items }): Answer => ({ kind: 'found', text, items })),
      catchError((error: unknown) => of<Answer>({ kind: 'failed', problem: Problem.from(error) })),
    );
    return concat(of<Answer>({ kind: 'searching' }), timer(TYPING_PAUSE_MS).pipe(switchMap(() => found)));
  }
}
