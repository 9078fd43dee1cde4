// Writes docs/benchmarks.md from the figures of a whole run.
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const file = join(dirname(fileURLToPath(import.meta.url)), '../../docs/benchmarks.md');
const number = (value) => value.toLocaleString('en-GB');

const COLUMNS = [
  ['films', ({ movies }) => number(movies)],
  ['first sync', ({ sync }) => `${number(sync.firstSync.ms)} ms`],
  ['items/s', ({ sync }) => number(sync.firstSync.itemsPerSecond)],
  ['ratio to fetch + COPY', ({ sync }) => sync.firstSync.ratio],
  ['second sync', ({ sync }) => `${number(sync.secondSync.ms)} ms`],
  ['ratio to fetch', ({ sync }) => sync.secondSync.ratio],
  ['memory', ({ sync }) => `${sync.apiPeakRssMb} MB`],
  ['listing during sync, p95', ({ sync }) => `${sync.listingDuringSync.p95Ms} ms`],
  ['ten changes', ({ incremental }) => `${number(incremental.ms)} ms, ${incremental.requests} requests`],
  ['slowest insight, p95', ({ insights }) => `${Math.max(...Object.values(insights.readsP95Ms))} ms`],
  ['listing, 50 connections, p99', ({ listing }) => `${listing.p99Ms} ms`],
];

const row = (cells) => `| ${cells.join(' | ')} |`;

export function writeReport({ machine, sizes, history, summary }) {
  const text = [
    '# Benchmarks',
    '',
    'Written by `npm run bench`; do not edit. The product and the Plex emulator share the machine, and every ratio is to a',
    'baseline measured in the same run: machines differ, ratios travel.',
    '',
    `Machine: ${machine.cpus} × ${machine.model}, ${machine.memoryGb} GB, Node ${machine.node}.`,
    '',
    '## Cost against size',
    '',
    row(COLUMNS.map(([name]) => name)),
    row(COLUMNS.map(() => '---')),
    ...sizes.map((size) => row(COLUMNS.map(([, cell]) => cell(size)))),
    '',
    '## Watch history',
    '',
    `${number(history.plays)} plays were imported in ${number(history.importMs)} ms (${number(history.rowsPerSecond)} rows/s, memory up to`,
    `${history.apiPeakRssMb} MB); statistics of 90 days took ${history.statistics90DaysP95Ms} ms at p95.`,
    '',
    '## Limits',
    '',
    row(['figure', 'measured', 'limit', 'holds']),
    row(['---', '---', '---', '---']),
    ...summary.map(({ figure, value, limit, holds }) => row([figure, number(value), limit, holds ? 'yes' : '**no**'])),
    '',
  ];
  writeFileSync(file, text.join('\n'));
}
