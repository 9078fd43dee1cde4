import type { AllowedFields } from '../tools/allowed-fields';
import type { AnalysisDto, AnalysisFigureDto } from './analysis.dto';
import { directionsOf, type Directions } from './directions';

/** What a provider words: sentences with all figures, and the names that it may use. */
export interface Facts {
  lines: string[];
  names: string[];
  /** What may be called more or less than before. */
  directions: Directions;
}

const MINUTE_MS = 60_000;
const MOST_NAMES = 5;
const PERIODS: Record<AnalysisDto['period'], string> = {
  '7d': 'the last 7 days',
  '30d': 'the last 30 days',
  '90d': 'the last 90 days',
  '1y': 'the last year',
  all: 'all time',
};

type Analysis = Pick<AnalysisDto, 'period' | 'figures' | 'genres' | 'discoveries' | 'change'>;

/** Only fields that a provider may read; times of day are left out, as they are those of UTC. */
export function factsOf(analysis: Analysis, allowed: AllowedFields): Facts {
  const { figures, genres, discoveries, change, period } = analysis;
  const ranked = allowed.has('genres') ? genres.slice(0, MOST_NAMES) : [];
  const titles = allowed.has('titles') ? (discoveries?.titles ?? []).slice(0, MOST_NAMES) : [];
  const people = allowed.has('people') ? (discoveries?.people ?? []).slice(0, MOST_NAMES) : [];
  const told = [...titles.map(({ title }) => title), ...people.map(({ name }) => name)].map(oneLine);
  return {
    names: [...ranked.map(({ genre }) => oneLine(genre)), ...told],
    directions: directionsOf(analysis, told),
    lines: [
      `Period: ${PERIODS[period]}`,
      ...figures.map(figureLine),
      ...ranked.map(({ genre, plays }) => `Views of the genre ${oneLine(genre)}: ${plays}`),
      ...titles.map(({ title }) => `Watched for the first time: ${oneLine(title)}`),
      ...people.map(({ name }) => `Met for the first time: ${oneLine(name)}`),
      ...changeLines(change),
    ],
  };
}

function figureLine({ label, value, unit, previous }: AnalysisFigureDto): string {
  const before = previous === null ? '' : ` (before: ${amount(previous, unit)})`;
  return `${label}: ${amount(value, unit)}${before}`;
}

function changeLines(change: Analysis['change']): string[] {
  if (change === null || change.playsPercent === null) return [];
  const { plays, playsPercent } = change;
  return [
    `Views against the period before: ${Math.abs(plays)} ${plays < 0 ? 'fewer' : 'more'}, ${Math.abs(playsPercent)} percent`,
  ];
}

function amount(value: number, unit: AnalysisFigureDto['unit']): string {
  if (unit === 'percent') return `${value} percent`;
  if (unit !== 'ms') return String(value);
  const minutes = Math.round(value / MINUTE_MS);
  if (minutes < 60) return `${minutes} minutes`;
  return `${Math.floor(minutes / 60)} hours ${minutes % 60} minutes`;
}

function oneLine(name: string): string {
  return [...name.replace(/[\p{C}\p{Z}\s]+/gu, ' ').trim()].slice(0, 100).join('');
}
