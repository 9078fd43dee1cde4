export interface GrowthPoint {
  /** In days, from any day on. */
  day: number;
  value: number;
  /** Not measured on that day. */
  derived: boolean;
  heading: string;
  text: string;
}

export interface GrowthForecast extends Omit<GrowthPoint, 'derived'> {
  low: number;
  high: number;
}

interface GrowthMark {
  x: number;
  y: number;
  /** What of the chart belongs to it. */
  from: number;
  size: number;
  heading: string;
  text: string;
}

export interface GrowthLines {
  measured: string;
  derived: string;
  forecast: string;
  /** The area between the low and the high end; empty without a forecast. */
  range: string;
  /** Where what is known ends. */
  today: number;
  marks: GrowthMark[];
}

const AIR = 8;

/** The paths of a growth chart in its px. The value axis does not begin at 0: it shows the change, and the words the size. */
export function drawGrowth(
  points: readonly GrowthPoint[],
  forecast: readonly GrowthForecast[],
  box: { width: number; height: number },
): GrowthLines {
  const all = [...points, ...forecast];
  const x = scale(
    all.map(({ day }) => day),
    AIR,
    box.width - AIR,
  );
  const values = [...points.map(({ value }) => value), ...forecast.flatMap(({ low, high }) => [low, high])];
  const y = scale(values, box.height - AIR, AIR);
  const line = (of: readonly { day: number; value: number }[]): string =>
    of.length < 2 ? '' : pathOf(of.map(({ day, value }) => [x(day), y(value)]));
  const last = points[points.length - 1];
  const firstMeasured = points.findIndex(({ derived }) => !derived);
  const end = firstMeasured < 0 ? points.length : firstMeasured + 1;
  return {
    derived: firstMeasured === 0 ? '' : line(points.slice(0, end)),
    measured: firstMeasured < 0 ? '' : line(points.slice(firstMeasured)),
    forecast: forecast.length === 0 ? '' : line([last, ...forecast]),
    range: forecast.length === 0 ? '' : rangeOf([{ ...last, low: last.value, high: last.value }, ...forecast], x, y),
    today: x(last.day),
    marks: marksOf(
      all.map(({ day, value, heading, text }) => ({ x: x(day), y: y(value), heading, text })),
      box.width,
    ),
  };
}

type Scale = (value: number) => number;

function scale(values: readonly number[], from: number, to: number): Scale {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  // Where nothing differs the line goes through the middle.
  return high === low ? () => (from + to) / 2 : (value) => from + ((value - low) / (high - low)) * (to - from);
}

function rangeOf(ends: readonly { day: number; low: number; high: number }[], x: Scale, y: Scale): string {
  const high = ends.map(({ day, high: value }): [number, number] => [x(day), y(value)]);
  const low = ends.map(({ day, low: value }): [number, number] => [x(day), y(value)]);
  return `${pathOf([...high, ...low.reverse()])}z`;
}

function pathOf(points: readonly [number, number][]): string {
  return points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
}

/** Marks meet half way between their points. */
function marksOf(points: readonly Omit<GrowthMark, 'from' | 'size'>[], width: number): GrowthMark[] {
  return points.map((point, i) => {
    const from = i === 0 ? 0 : (points[i - 1].x + point.x) / 2;
    const to = i === points.length - 1 ? width : (point.x + points[i + 1].x) / 2;
    return { ...point, from, size: Math.max(0, to - from) };
  });
}
