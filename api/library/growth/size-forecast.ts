/** Figures of a server at the end of a day of UTC. */
export interface SizeDay {
  /** `YYYY-MM-DD` */
  date: string;
  sizeBytes: number;
  itemCount: number;
  leafCount: number;
  /** Told from dates of what is there, at least for a part of it. */
  derived: boolean;
  /** Somebody looked on that very day. */
  measured: boolean;
}

interface ForecastPoint {
  inDays: number;
  date: string;
  sizeBytes: number;
  lowBytes: number;
  highBytes: number;
}

interface SizeForecast {
  /** Measured days that it rests on. */
  days: number;
  bytesPerDay: number;
  points: ForecastPoint[];
}

const LEAST_DAYS = 14;
const HORIZONS = [30, 90];
const DAY_MS = 86_400_000;
/** Of the normal distribution: 95 of 100 lie within. */
const NINETY_FIVE = 1.96;

/**
 * A straight line through the measured days (least squares), with the range in which a further day lies 95
 * times of 100. Null where fewer than 14 days were measured: derived days know of nothing that was removed.
 */
export function forecastOf(days: readonly SizeDay[], today: string): SizeForecast | null {
  const known = days.filter(({ measured, derived }) => measured && !derived);
  if (known.length < LEAST_DAYS) return null;
  const line = fit(known.map(({ date, sizeBytes }) => [daysBetween(today, date), sizeBytes]));
  const points = HORIZONS.map((inDays): ForecastPoint => {
    const { y, margin } = line.at(inDays);
    const [sizeBytes, lowBytes, highBytes] = [y, y - margin, y + margin].map((value) => Math.round(Math.max(0, value)));
    return { inDays, date: addDays(today, inDays), sizeBytes, lowBytes, highBytes };
  });
  return { days: known.length, bytesPerDay: line.slope, points };
}

interface Line {
  slope: number;
  at(x: number): { y: number; margin: number };
}

function fit(points: readonly (readonly [number, number])[]): Line {
  const n = points.length;
  const meanX = mean(points.map(([x]) => x));
  const meanY = mean(points.map(([, y]) => y));
  const spread = sum(points.map(([x]) => (x - meanX) ** 2));
  const slope = sum(points.map(([x, y]) => (x - meanX) * (y - meanY))) / spread;
  const valueAt = (x: number) => meanY + slope * (x - meanX);
  const deviation = Math.sqrt(sum(points.map(([x, y]) => (y - valueAt(x)) ** 2)) / (n - 2));
  return {
    slope,
    at: (x) => ({
      y: valueAt(x),
      margin: NINETY_FIVE * deviation * Math.sqrt(1 + 1 / n + (x - meanX) ** 2 / spread),
    }),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}
