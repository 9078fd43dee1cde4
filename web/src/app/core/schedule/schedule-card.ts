import {
  ChangeDetectionStrategy,
  Component,
  ElementRef,
  computed,
  effect,
  inject,
  input,
  signal,
  untracked,
} from '@angular/core';
import { type Subscription, firstValueFrom } from 'rxjs';
import { Problem } from '../../api/problem';
import { SyncApi } from '../../api/sync.api';
import type { Schedule, Server } from '../../api/types';
import { ProblemPanel } from '../../ui/problem-panel';
import { RelativeTime } from '../../ui/relative-time';
import { Skeleton } from '../../ui/skeleton';
import { draftOf } from '../forms/drafts';
import { refusalsOf } from '../forms/refusals';
import {
  type ScheduleField,
  type ScheduleForm,
  WEEKDAYS,
  changesOf,
  faultsOf,
  formOf,
  isChanged,
  nextRunsOf,
  WANTED,
} from './schedule-form';

/** When servers are synced by themselves: to read, and to change in place. */
@Component({
  selector: 'sp-schedule-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ProblemPanel, RelativeTime, Skeleton],
  host: { class: 'sp-card' },
  templateUrl: './schedule-card.html',
  styleUrl: './schedule-card.scss',
})
export class ScheduleCard {
  readonly servers = input.required<readonly Server[]>();
  /** Changes when a run began or ended: the next ones are others then. */
  readonly revision = input.required<string>();
  protected readonly weekdays = WEEKDAYS;
  protected readonly help: Record<ScheduleField, string> = {
    push: $localize`Plex tells of each change, which then shows within a minute.`,
    incrementalMinutes: $localize`Servers that cannot be listened to are asked every 4 minutes; one that does not answer is tried once an hour.`,
    keySweepAt: $localize`Every night, by the clock of the machine that SmartPlex runs on; servers take turns for 20 minutes.`,
    fullSweepWeekday: $localize`At the same time of that night, in place of comparing titles.`,
  };
  private readonly api = inject(SyncApi);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private request: Subscription | undefined;
  private readonly schedule = signal<Schedule | null>(null);
  /** What was typed stays while the schedule is read anew. */
  private readonly edits = draftOf<ScheduleForm>('schedule', [
    'push',
    'incrementalMinutes',
    'keySweepAt',
    'fullSweepWeekday',
  ]);
  private readonly faults = signal<ReadonlyMap<string, string>>(new Map());
  protected readonly loadProblem = signal<Problem | null>(null);
  protected readonly saveProblem = signal<Problem | null>(null);
  protected readonly saving = signal(false);
  protected readonly saved = signal(false);
  protected readonly form = computed(() => {
    const schedule = this.schedule();
    return schedule && { ...formOf(schedule), ...this.edits() };
  });
  protected readonly changed = computed(() => {
    const [form, schedule] = [this.form(), this.schedule()];
    return form !== null && schedule !== null && isChanged(form, schedule);
  });
  protected readonly stillTrue = computed(() =>
    this.form() ? $localize`What is below was read before.` : $localize`Scheduled syncs go on.`,
  );
  protected readonly note = computed(() => {
    if (this.saved()) return $localize`Saved. It counts from now on.`;
    return this.changed() ? $localize`Not saved yet.` : '';
  });
  protected readonly next = computed(() => {
    const schedule = this.schedule();
    return schedule ? nextRunsOf(schedule, this.servers()) : [];
  });

  constructor() {
    effect(() => {
      this.revision();
      untracked(() => this.load());
    });
  }

  protected load(): void {
    this.request?.unsubscribe();
    this.request = this.api.schedule().subscribe({
      next: (schedule) => {
        this.schedule.set(schedule);
        this.loadProblem.set(null);
      },
      error: (error: unknown) => this.loadProblem.set(Problem.from(error)),
    });
  }

  protected edit(change: Partial<ScheduleForm>): void {
    this.edits.update((edits) => ({ ...edits, ...change }));
    this.saved.set(false);
    const fields = Object.keys(change);
    this.faults.update((faults) => new Map([...faults].filter(([field]) => !fields.includes(field))));
  }

  protected discard(): void {
    this.edits.set({});
    this.faults.set(new Map());
    this.saveProblem.set(null);
  }

  protected faultOf(field: ScheduleField): string {
    return this.faults().get(field) ?? '';
  }

  protected async save(): Promise<void> {
    const form = this.form();
    if (form === null || this.saving()) return;
    this.saved.set(false);
    this.saveProblem.set(null);
    this.tell(faultsOf(form));
    if (this.faults().size > 0) return;
    this.saving.set(true);
    try {
      // An answer that was asked for before would show the old times again.
      this.request?.unsubscribe();
      this.schedule.set(await firstValueFrom(this.api.changeSchedule(changesOf(form))));
      this.edits.set({});
      this.saved.set(true);
    } catch (error) {
      this.refused(Problem.from(error));
    } finally {
      this.saving.set(false);
    }
  }

  private refused(problem: Problem): void {
    this.tell(refusalsOf(problem.errors, WANTED));
    if (problem.errors.length === 0) this.saveProblem.set(problem);
  }

  /** At the fields; the first of them gets the focus. */
  private tell(faults: ReadonlyMap<string, string>): void {
    this.faults.set(faults);
    const [field] = faults.keys();
    if (field) this.host.nativeElement.querySelector<HTMLElement>(`[name="${field}"]`)?.focus();
  }
}
