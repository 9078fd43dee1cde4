import { DestroyRef, Injectable, computed, effect, inject, signal } from '@angular/core';
import { type Observable, type Subscription, Subject, firstValueFrom } from 'rxjs';
import { SyncApi } from '../../api/sync.api';
import type { Run, RunEvent } from '../../api/types';
import { LiveStream } from '../live/live-stream';
import { SessionStore } from '../session/session-store';

/** A run with its pace where the stream told one. */
export type LiveRun = Run & Partial<Pick<RunEvent, 'itemsPerSecond' | 'etaMs'>>;

/** Sync runs as they happen, for administrators. */
@Injectable({ providedIn: 'root' })
export class RunFeed {
  private readonly api = inject(SyncApi);
  private readonly session = inject(SessionStore);
  private readonly stream = inject(LiveStream);
  private readonly byId = signal<ReadonlyMap<string, LiveRun>>(new Map());
  private readonly state = signal<'off' | 'connecting' | 'open' | 'lost'>('off');
  private readonly endings = new Subject<LiveRun>();
  private subscription: Subscription | undefined;
  /** Which of the stream's messages was the last about each run. */
  private readonly toldBy = new Map<string, number>();
  private messages = 0;

  /** Queued and running ones, newest first. */
  readonly active = computed(() => this.all().filter(isActive));
  /** What is known of recent runs, newest first. */
  readonly all = computed(() =>
    [...this.byId().values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id)),
  );
  /** Changes when a run began or ended: what is told of the runs before and after it is then to be read anew. */
  readonly revision = computed(() =>
    this.all()
      .map((run) => `${run.id}:${isActive(run)}`)
      .join(),
  );
  readonly connection = this.state.asReadonly();
  /** Runs that came to an end while we watched. */
  readonly ended = this.endings.asObservable();

  constructor() {
    effect(() => (this.session.isAdmin() ? this.connect() : this.disconnect()));
    inject(DestroyRef).onDestroy(() => this.disconnect());
  }

  find(id: string): LiveRun | undefined {
    return this.byId().get(id);
  }

  /** Takes in what a request of our own answers, so that nobody waits for the stream to repeat it. */
  async ask(request: Observable<Run>): Promise<void> {
    const asked = this.messages;
    this.takeAnswer([await firstValueFrom(request)], asked);
  }

  /** A run that is news here. */
  take(...runs: LiveRun[]): void {
    const before = this.byId();
    const next = new Map(before);
    for (const run of runs) next.set(run.id, run);
    this.byId.set(next);
    for (const run of runs) {
      const known = before.get(run.id);
      if (known && isActive(known) && !isActive(run)) this.endings.next(run);
    }
  }

  private connect(): void {
    if (this.subscription) return;
    this.state.set('connecting');
    this.subscription = this.stream.listen().subscribe((event) => {
      if (event.kind === 'event') {
        if (event.name === 'run') this.told(event.data);
        return;
      }
      this.state.set(event.kind === 'open' ? 'open' : 'lost');
      // What happened while the stream was away.
      if (event.kind === 'open') this.catchUp();
    });
  }

  private told(run: RunEvent): void {
    this.messages += 1;
    this.toldBy.set(run.id, this.messages);
    this.take(run);
  }

  /** What the stream told since the request was sent is younger than its answer. */
  private takeAnswer(runs: readonly Run[], asked: number): void {
    this.take(...runs.filter(({ id }) => (this.toldBy.get(id) ?? 0) <= asked));
  }

  private catchUp(): void {
    const asked = this.messages;
    this.api.runs({ limit: 20 }).subscribe({
      next: ({ items }) => this.takeAnswer(items, asked),
      // The stream stays open and the page that needs the list asks for it itself.
      error: () => undefined,
    });
  }

  private disconnect(): void {
    this.subscription?.unsubscribe();
    this.subscription = undefined;
    this.byId.set(new Map());
    this.toldBy.clear();
    this.state.set('off');
  }
}

export function isActive(run: Run): boolean {
  return run.state === 'queued' || run.state === 'running';
}
