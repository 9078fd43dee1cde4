import type { Schedule, ScheduleChanges, Server } from '../../api/types';
import { formatWeekday } from '../../ui/format';

/** The fields as they are typed. */
export interface ScheduleForm {
  push: boolean;
  incrementalMinutes: string;
  keySweepAt: string;
  fullSweepWeekday: string;
}

export type ScheduleField = keyof ScheduleForm;

/** Monday first; the value is the API's, where Sunday is 0. */
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 0].map((day) => ({ value: String(day), label: formatWeekday(day) }));

export function formOf({ push, incrementalMinutes, keySweepAt, fullSweepWeekday }: Schedule): ScheduleForm {
  return {
    push,
    incrementalMinutes: String(incrementalMinutes),
    keySweepAt,
    fullSweepWeekday: String(fullSweepWeekday),
  };
}

const MINUTES_WANTED = $localize`Choose a whole number of minutes from 1 to 1440, which is a day.`;
const TIME_WANTED = $localize`Choose a time of day.`;
/** By field: what it takes. */
export const WANTED: Record<string, string> = { incrementalMinutes: MINUTES_WANTED, keySweepAt: TIME_WANTED };

/** What is wrong with each field, before anybody is asked. */
export function faultsOf({ incrementalMinutes, keySweepAt }: ScheduleForm): ReadonlyMap<string, string> {
  const faults = new Map<string, string>();
  const minutes = Number(incrementalMinutes);
  if (!/^\d+$/.test(incrementalMinutes.trim()) || minutes < 1 || minutes > 1440)
    faults.set('incrementalMinutes', MINUTES_WANTED);
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(keySweepAt)) faults.set('keySweepAt', TIME_WANTED);
  return faults;
}

export function changesOf(form: ScheduleForm): Required<ScheduleChanges> {
  return {
    push: form.push,
    incrementalMinutes: Number(form.incrementalMinutes),
    keySweepAt: form.keySweepAt,
    fullSweepWeekday: Number(form.fullSweepWeekday),
  };
}

export function isChanged(form: ScheduleForm, schedule: Schedule): boolean {
  const stored = formOf(schedule);
  return (Object.keys(stored) as ScheduleField[]).some((field) => form[field] !== stored[field]);
}

type Mode = Schedule['nextRuns'][number]['mode'];

const NEXT: readonly { mode: Mode; label: string }[] = [
  { mode: 'incremental', label: $localize`Changes` },
  { mode: 'sweep', label: $localize`All titles compared` },
  { mode: 'full', label: $localize`Everything read` },
];

export interface NextRuns {
  serverId: string;
  server: string;
  /** Empty until the first sync of the server, which a person starts. */
  runs: { mode: Mode; label: string; at: string }[];
}

/** Of each server, in the order of the page. */
export function nextRunsOf({ nextRuns }: Schedule, servers: readonly Server[]): NextRuns[] {
  return servers.map(({ id, name }) => ({
    serverId: id,
    server: name,
    runs: NEXT.flatMap(({ mode, label }) => {
      const run = nextRuns.find((each) => each.serverId === id && each.mode === mode);
      return run ? [{ mode, label, at: run.at }] : [];
    }),
  }));
}
