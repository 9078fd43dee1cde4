import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import type { Subscription } from 'rxjs';
import { Problem } from '../../api/problem';
import { SyncApi } from '../../api/sync.api';
import type { Run, Server } from '../../api/types';
import { isActive } from '../../core/runs/run-feed';
import { RUN_STATE, explainRunError } from '../../core/runs/run-words';
import { EmptyState } from '../../ui/empty-state';
import { UNKNOWN, formatCount, formatSpan } from '../../ui/format';
import { ProblemPanel } from '../../ui/problem-panel';
import { RelativeTime } from '../../ui/relative-time';
import { Skeleton } from '../../ui/skeleton';
import { StatusChip } from '../../ui/status-chip';

const PAGE = 20;

@Component({
  selector: 'sp-run-history',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [EmptyState, ProblemPanel, RelativeTime, Skeleton, StatusChip],
  templateUrl: './run-history.html',
  styleUrl: './run-history.scss',
})
export class RunHistory {
  readonly servers = input.required<readonly Server[]>();
  /** Changes when a run began or ended. */
  readonly revision = input.required<string>();
  private readonly api = inject(SyncApi);
  private readonly runs = signal<Run[] | null>(null);
  private request: Subscription | undefined;
  protected readonly cursor = signal<string | null>(null);
  protected readonly loading = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly loaded = computed(() => this.runs() !== null);
  protected readonly rows = computed(() => {
    const names = new Map(this.servers().map(({ id, name }) => [id, name]));
    return (this.runs() ?? []).filter((run) => !isActive(run)).map((run) => describeRun(run, names.get(run.serverId)));
  });
  protected readonly stillTrue = computed(() => (this.loaded() ? $localize`The rows below were read before.` : ''));
  protected readonly severalServers = computed(() => this.servers().length > 1);

  constructor() {
    effect(() => {
      this.revision();
      untracked(() => this.load());
    });
  }

  protected load(cursor?: string): void {
    this.request?.unsubscribe();
    this.loading.set(true);
    this.problem.set(null);
    this.request = this.api.runs({ limit: PAGE, ...(cursor && { cursor }) }).subscribe({
      next: ({ items, nextCursor }) => {
        this.runs.update((before) => (cursor ? [...(before ?? []), ...items] : items));
        this.cursor.set(nextCursor);
        this.loading.set(false);
      },
      error: (error: unknown) => {
        this.problem.set(Problem.from(error));
        this.loading.set(false);
      },
    });
  }
}

const MODES: Record<Run['mode'], string> = {
  full: $localize`Full`,
  incremental: $localize`Changes only`,
  sweep: $localize`Key sweep`,
};

const TRIGGERS: Record<Run['trigger'], string> = {
  manual: $localize`started by hand`,
  schedule: $localize`on schedule`,
  event: $localize`after news from Plex`,
  startup: $localize`caught up after a start`,
};

export interface RunRow {
  run: Run;
  server: string;
  state: (typeof RUN_STATE)[keyof typeof RUN_STATE];
  kind: string;
  duration: string;
  added: string;
  updated: string;
  removed: string;
  /** What went wrong and what to do: of the run, then of each library that did not come through. */
  libraries: { id: string; title: string; words: string }[];
  errors: { library: string; text: string }[];
}

/** Libraries with the same fault share a line. */
function groupedErrors({ sections }: Run): { library: string; text: string }[] {
  const titles = new Map<string, string[]>();
  for (const { title, errorCode } of sections) {
    if (errorCode !== null) titles.set(errorCode, [...(titles.get(errorCode) ?? []), title]);
  }
  return [...titles].map(([code, names]) => ({ library: names.join(', '), text: explainRunError(code) }));
}

export function describeRun(run: Run, server: string | undefined): RunRow {
  const duration =
    run.startedAt && run.finishedAt ? formatSpan(Date.parse(run.finishedAt) - Date.parse(run.startedAt)) : UNKNOWN;
  const libraries = groupedErrors(run);
  const whole =
    libraries.length === 0 && run.errorCode !== null ? [{ library: '', text: explainRunError(run.errorCode) }] : [];
  return {
    run,
    server: server ?? $localize`a removed server`,
    state: RUN_STATE[run.state],
    kind: $localize`${MODES[run.mode]}:mode:, ${TRIGGERS[run.trigger]}:trigger:`,
    duration,
    added: formatCount(run.itemsAdded),
    updated: formatCount(run.itemsUpdated),
    removed: formatCount(run.itemsRemoved),
    libraries: run.sections.map(({ sectionId, title, state, seen }) => ({
      id: sectionId,
      title,
      words: $localize`${RUN_STATE[state].label}:state:, ${formatCount(seen)}:count: read`,
    })),
    errors: [...whole, ...libraries],
  };
}
