import type { VisibleSection } from '../section/visible-sections.query';
import { posterUrlOf } from '../item/item-row';
import type { CompletionDto, DayPlaysDto, HourOfWeekPlaysDto, PlaySumDto, TitlePlaysDto } from './stats.dto';
import { DAY_MS, midnight, type Span } from './stats-period';
import type { HourRow, SumRow, TitleRow } from './stats.query';

export function toSum(rows: readonly SumRow[]): PlaySumDto {
  let plays = 0;
  let durationMs = 0;
  for (const row of rows) {
    plays += row.plays;
    durationMs += row.durationMs;
  }
  return { plays, durationMs: Math.round(durationMs) };
}

/** Every day of the span, those without plays too. */
export function toDays(rows: readonly HourRow[], { from, to }: Span): DayPlaysDto[] {
  const byDay = new Map<number, HourRow[]>();
  for (const row of rows) {
    const day = midnight(row.hour).getTime();
    const known = byDay.get(day);
    if (known) known.push(row);
    else byDay.set(day, [row]);
  }
  const days: DayPlaysDto[] = [];
  for (let at = midnight(from).getTime(); at < to.getTime(); at += DAY_MS)
    days.push({ date: new Date(at).toISOString().slice(0, 10), ...toSum(byDay.get(at) ?? []) });
  return days;
}

export function toHoursOfWeek(rows: readonly HourRow[]): HourOfWeekPlaysDto[] {
  const plays = new Array<number>(7 * 24).fill(0);
  for (const { hour, plays: count } of rows) plays[hour.getUTCDay() * 24 + hour.getUTCHours()] += count;
  return plays.map((count, i) => ({ weekday: Math.floor(i / 24), hour: i % 24, plays: count }));
}

export function toCompletion(rows: readonly HourRow[]): CompletionDto {
  const { plays } = toSum(rows);
  const finished = rows.reduce((sum, row) => sum + row.finished, 0);
  const percent = rows.reduce((sum, row) => sum + row.completion, 0);
  return { finished, partial: plays - finished, averagePercent: plays === 0 ? null : round(percent / plays) };
}

/** A title that the caller cannot see (any more) keeps its name here: these are views of the caller's own. */
export function toTitle(row: TitleRow, sections: readonly VisibleSection[], basePath: string): TitlePlaysDto {
  const itemId = sections.some(({ id }) => id === row.sectionId) ? row.itemId : null;
  return {
    itemId,
    type: row.type,
    title: row.title ?? '',
    year: row.year,
    posterUrl: itemId === null || row.thumb === null ? null : posterUrlOf(basePath, itemId, row.thumb),
    plays: row.plays,
    durationMs: Math.round(row.durationMs),
  };
}

function round(percent: number): number {
  return Math.round(percent * 10) / 10;
}
