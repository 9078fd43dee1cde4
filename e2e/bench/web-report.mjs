// Writes docs/benchmarks-web.md from the figures of a run of `npm run bench:web`.
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const file = join(dirname(fileURLToPath(import.meta.url)), '../../docs/benchmarks-web.md');
const number = (value) => value.toLocaleString('en-GB', { maximumFractionDigits: 4 });
const row = (cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) => [row(head), row(head.map(() => '---')), ...rows.map(row)];

export function writeWebReport({ movies, slowdown, machine, bare, pages, interactions, heap, summary }) {
  const broken = summary.filter(({ holds }) => !holds).map(({ figure }) => figure);
  const text = [
    '# What the portal costs a person',
    '',
    'Written by `npm run bench:web`; do not edit. Headless Chromium against the built product, the processor slowed to a',
    `quarter (${slowdown} ×), ${number(movies)} films, every visit with an empty browser cache, after one that the server made its posters in. Beside each figure stands that of a bare page of the`,
    'same server in the same run: a few words, no script.',
    '',
    `Machine: ${machine.cpus} × ${machine.model}, Node ${machine.node}. Shared with the product and the emulator.`,
    '',
    '## Pages',
    '',
    ...table(
      ['page', 'largest paint', 'of the bare page', 'layout shift'],
      Object.entries(pages).map(([path, { paintMs, shift }]) => [
        path.replace(/\d+$/, ':id'),
        `${number(paintMs)} ms`,
        `${number(bare.paintMs)} ms`,
        number(shift),
      ]),
    ),
    '',
    '## Interaction to next paint',
    '',
    ...table(
      ['act', 'longest', 'a bare button'],
      Object.entries(interactions.worst).map(([name, ms]) => [name, `${ms} ms`, `${interactions.bareMs} ms`]),
    ),
    '',
    '## Memory',
    '',
    `Fifty page changes over every entry of the navigation, after each was opened once: from ${heap.startMb} MB to ${heap.endMb} MB,`,
    `${heap.kbPerChange} kB a change (least squares over forced collections, compilers off), ${number(heap.nodes)} nodes at the end.`,
    `The bare page: ${heap.bareMb} MB.`,
    '',
    '## Budgets',
    '',
    ...table(
      ['figure', 'measured', 'at most', 'holds'],
      summary.map(({ figure, value, limit, holds }) => [
        figure,
        number(value),
        number(limit),
        holds ? 'yes' : '**no**',
      ]),
    ),
    '',
    broken.length === 0 ? 'All hold.' : `Broken: ${broken.join('; ')}.`,
    '',
  ];
  writeFileSync(file, text.join('\n'));
}
