import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  ElementRef,
  computed,
  effect,
  inject,
  signal,
  untracked,
} from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import type { Subscription } from 'rxjs';
import type { StreamEvent } from '../../../api/event-stream';
import { LOG_LEVEL } from '../../../api/generated/models/log-level-array';
import { type LogEvents, type LogFilters, SystemApi } from '../../../api/system.api';
import type { LogLine } from '../../../api/types';
import { PagedList } from '../../../core/paging/paged-list';
import { EmptyState } from '../../../ui/empty-state';
import { Icon } from '../../../ui/icon';
import { ProblemPanel } from '../../../ui/problem-panel';
import { SearchField } from '../../../ui/search-field';
import { Skeleton } from '../../../ui/skeleton';
import { withLine } from './log-lines';
import { LogRow } from './log-row';

const PAGE = 100;

/** The tail of the log: filtered, followed, or held still to be read. */
@Component({
  selector: 'sp-log-tail',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [EmptyState, Icon, LogRow, ProblemPanel, SearchField, Skeleton],
  host: { class: 'sp-card' },
  templateUrl: './log-tail.html',
  styleUrl: './log-tail.scss',
})
export class LogTail {
  private readonly api = inject(SystemApi);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly params = toSignal(this.route.queryParamMap, { requireSync: true });
  private stream: Subscription | undefined;
  protected readonly levels = LOG_LEVEL;
  /** All from the address. */
  protected readonly filters = computed(
    () => {
      const params = this.params();
      return {
        level: LOG_LEVEL.find((level) => level === params.get('level')) ?? 'info',
        q: (params.get('q') ?? '').slice(0, 200),
        requestId: /^[\w-]{8,64}$/.exec(params.get('requestId') ?? '')?.[0],
      };
    },
    { equal: (a, b) => a.level === b.level && a.q === b.q && a.requestId === b.requestId },
  );
  private readonly query = computed<LogFilters>(() => {
    const { level, q, requestId } = this.filters();
    return { level, q: q.trim() || undefined, requestId };
  });
  protected readonly list = new PagedList<LogLine>((cursor) => this.api.log({ ...this.query(), limit: PAGE, cursor }));
  protected readonly following = signal(true);
  protected readonly lost = signal(false);

  constructor() {
    effect(() => {
      this.query();
      const following = this.following();
      untracked(() => this.begin(following));
    });
    inject(DestroyRef).onDestroy(() => this.stream?.unsubscribe());
  }

  /** The lines of one request and of the jobs that it started, of every level. */
  only(requestId: string): void {
    this.show({ requestId, q: null, level: 'trace' });
    this.host.nativeElement.scrollIntoView({ block: 'start' });
  }

  protected show(change: { [name in keyof LogFilters]: string | null }, replaceUrl = false): void {
    void this.router.navigate([], {
      relativeTo: this.route,
      queryParams: change,
      queryParamsHandling: 'merge',
      replaceUrl,
    });
  }

  protected clear(): void {
    this.show({ level: 'trace', q: null, requestId: null });
  }

  private begin(following: boolean): void {
    this.stream?.unsubscribe();
    this.lost.set(false);
    if (following) this.stream = this.api.logEvents(this.query()).subscribe((event) => this.told(event));
    this.list.reload();
  }

  private told(event: StreamEvent<LogEvents>): void {
    if (event.kind === 'event') return this.list.update((lines) => withLine(lines, event.data));
    // What was written while the stream was away.
    if (event.kind === 'open' && this.lost()) this.list.reload();
    this.lost.set(event.kind === 'lost');
  }
}
