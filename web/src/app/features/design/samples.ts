import type { ChartBar } from '../../ui/charts/bar-chart';
import type { ChartFigures } from '../../ui/charts/chart-table';
import type { GrowthForecast, GrowthPoint } from '../../ui/charts/growth-lines';
import type { HeatRow } from '../../ui/charts/heat-map';
import type { TreemapBlock } from '../../ui/charts/treemap';
import type { ProblemView } from '../../ui/problem-panel';

/** Only to look at: nothing of this reaches a build for users. */
export const LONG = 'A title that goes on and on, ' + 'further and further, '.repeat(12);
export const RTL = 'مرحبا بالعالم';

export const BARS: readonly ChartBar[] = [3, 7, 0, 12, 5, 9, 2].map((value, day) => ({
  value,
  tick: String(day + 1),
  heading: `Day ${day + 1}`,
  text: `${value} plays`,
}));

export const FIGURES: ChartFigures = {
  columns: ['Day', 'Plays'],
  rows: BARS.map(({ heading, value }) => [heading, String(value)]),
};

export const HEAT: readonly HeatRow[] = ['Mon', 'Tue', 'Wed'].map((label, row) => ({
  label,
  cells: Array.from({ length: 24 }, (_, hour) => {
    const value = (hour * 7 + row * 5) % 11;
    return { value, heading: `${label}, ${hour}:00`, text: `${value} plays` };
  }),
}));

export const GROWTH: readonly GrowthPoint[] = Array.from({ length: 12 }, (_, day) => ({
  day: day * 3,
  value: 100 + day * day,
  derived: day < 4,
  heading: `Day ${day * 3}`,
  text: `${100 + day * day} GB`,
}));

export const FORECAST: readonly GrowthForecast[] = [36, 48, 60].map((day) => ({
  day,
  value: 220 + day,
  low: 200 + day / 2,
  high: 240 + day * 2,
  heading: `Day ${day}`,
  text: `about ${220 + day} GB`,
}));

export const BLOCKS: readonly TreemapBlock[] = [40, 25, 15, 10, 6, 4].map((value, place) => ({
  key: String(place),
  value,
  name: place === 1 ? RTL : `Block ${place + 1}`,
  short: `${value} TB`,
  text: `${value} TB, ${value} % of all`,
  tone: place + 1,
  opens: true,
}));

export const PROBLEM: ProblemView = {
  title: 'SmartPlex is busy',
  detail: 'The database does not answer right now.',
  requestId: 'c5f9c1d2-0000-4000-8000-000000000000',
  retryAfterSeconds: 30,
};
