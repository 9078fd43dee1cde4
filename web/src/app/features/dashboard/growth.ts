import type { DashboardServer, SizePoint } from '../../api/types';
import { longWords } from '../../core/stats/day-bins';
import type { ChartFigures } from '../../ui/charts/chart-table';
import type { GrowthForecast, GrowthPoint } from '../../ui/charts/growth-lines';
import { UNKNOWN, formatBytes, formatCount } from '../../ui/format';

export interface Growth {
  points: GrowthPoint[];
  forecast: GrowthForecast[];
  /** What is expected, or why nothing is. */
  note: string;
  /** Whether a part was not measured on its day. */
  derived: boolean;
  figures: ChartFigures;
}

type Forecast = NonNullable<DashboardServer['forecast']>['points'][number];

/** What a server's size was, and where it is likely to go, as lines and as a table. Null before the first sync. */
export function growthOf({ growth, forecast }: Pick<DashboardServer, 'growth' | 'forecast'>): Growth | null {
  if (growth.length === 0) return null;
  const expected = forecast?.points ?? [];
  return {
    points: growth.map((point) => ({
      day: dayOf(point.date),
      value: point.sizeBytes,
      derived: point.derived,
      heading: dateWords(point.date),
      text: pointWords(point),
    })),
    forecast: expected.map((point) => ({
      day: dayOf(point.date),
      value: point.sizeBytes,
      low: point.lowBytes,
      high: point.highBytes,
      heading: dateWords(point.date),
      text: rangeWords(point),
    })),
    note: noteOf(expected),
    derived: growth.some(({ derived }) => derived),
    figures: {
      columns: [$localize`Day`, $localize`Size`, $localize`Titles`, $localize`Known from`],
      rows: [...growth.map(pointRow), ...expected.map(forecastRow)],
    },
  };
}

function dayOf(date: string): number {
  return Date.parse(date) / 86_400_000;
}

function dateWords(date: string): string {
  return longWords({ from: date, to: date });
}

function pointWords({ sizeBytes, derived }: SizePoint): string {
  const size = formatBytes(sizeBytes);
  return derived ? $localize`${size}:size:, from what is there now` : size;
}

function rangeWords(point: Forecast): string {
  const size = formatBytes(point.sizeBytes);
  const range = rangeOf(point);
  if (range === null) return $localize`forecast: about ${size}:size:`;
  return $localize`forecast: about ${size}:size:, likely ${range.low}:low: to ${range.high}:high:`;
}

/** Null where both ends read alike. */
function rangeOf({ lowBytes, highBytes }: Forecast): { low: string; high: string } | null {
  const [low, high] = [formatBytes(lowBytes), formatBytes(highBytes)];
  return low === high ? null : { low, high };
}

function noteOf(expected: readonly Forecast[]): string {
  if (expected.length === 0) return $localize`A forecast needs 14 days that were measured.`;
  const [days, size] = [formatCount(expected[0].inDays), formatBytes(expected[0].sizeBytes)];
  const range = rangeOf(expected[0]);
  if (range === null) return $localize`Forecast for ${days}:days: days: about ${size}:size:.`;
  return $localize`Forecast for ${days}:days: days: about ${size}:size:, likely ${range.low}:low: to ${range.high}:high:.`;
}

function pointRow({ date, sizeBytes, itemCount, derived }: SizePoint): string[] {
  const basis = derived ? $localize`what is there now` : $localize`that day`;
  return [dateWords(date), formatBytes(sizeBytes), formatCount(itemCount), basis];
}

function forecastRow(point: Forecast): string[] {
  const range = rangeOf(point);
  return [
    dateWords(point.date),
    formatBytes(point.sizeBytes),
    UNKNOWN,
    range === null ? $localize`forecast` : $localize`forecast, likely ${range.low}:low: to ${range.high}:high:`,
  ];
}
