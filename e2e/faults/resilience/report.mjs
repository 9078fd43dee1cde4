// The table, on the screen and as docs/resilience.md.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { PER_SECOND } from './pace.mjs';
import { RECOVERY_MS } from './trial.mjs';

const HEAD = [
  ...['fault', 'for', 'a second', 'requests', 'answered', '5xx during', '5xx after', 'longest', 'over 1 s', 'hung'],
  ...['writes', 'lost', 'wrong', 'healthy after', 'verdict', 'tried'],
];
const SOAK = '## Soak';
const seconds = (ms) => (ms === null ? 'never' : `${(ms / 1000).toFixed(1)} s`);
const today = () => new Date().toISOString().slice(0, 10);

function cells(row) {
  return [
    ...[row.name, seconds(row.faultMs), row.perSecond, row.requests, row.answered, row.during5xx, row.after5xx],
    ...[seconds(row.longestMs), row.slow, row.hung, row.acknowledged, row.lost + row.twice, row.wrong],
    ...[seconds(row.healthyMs), row.problems.length === 0 ? 'held' : 'FAILED', today()],
  ].map(String);
}

export const tableOf = (rows) => drawn(rows.map(cells));

function drawn(rows) {
  const lines = [HEAD, ...rows];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const line = (parts) => `| ${parts.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  return [line(HEAD), line(widths.map((width) => '-'.repeat(width))), ...lines.slice(1).map(line)].join('\n');
}

export function soakLines({ seconds: length, perSecond, requests, memory, problems }) {
  const of = ({ name, from, to }) => `| ${name} | ${from.toFixed(0)} MB | ${to.toFixed(0)} MB |`;
  const verdict = problems.length === 0 ? 'held' : 'FAILED';
  return [
    `${length} s at ${perSecond} a second, ${requests} requests, ${today()}: ${verdict}.`,
    '',
    '| process | after warm-up | at the end |',
    '| --- | --- | --- |',
    ...memory.map(of),
  ].join('\n');
}

/** What this run did not try stays as an earlier one has written it. @param {string[]} order names of all faults */
export function writeReport(file, order, { rows, skipped, soaked }) {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const known = new Map([...rowsIn(before), ...rows.map(cells).map((row) => [row[0], row])]);
  const untried = order.filter((name) => !known.has(name));
  const soak = soaked ? soakLines(soaked) : before.split(`${SOAK}\n\n`)[1]?.trim();
  const parts = [
    introduction(),
    drawn(order.filter((name) => known.has(name)).map((name) => known.get(name))),
    ...untried.map(
      (name) => `Not tried${skipped.includes(name) ? ', for want of a program or of rights' : ''}: ${name}.`,
    ),
    ...(soak ? [SOAK, soak] : []),
  ];
  writeFileSync(file, `${parts.join('\n\n')}\n`);
}

function rowsIn(text) {
  return text
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
    .filter((row) => row.length === HEAD.length && /^\d{4}-/.test(row.at(-1)))
    .map((row) => [row[0], row]);
}

const introduction = () => `# What faults do to those who are using SmartPlex

Written by \`npm run test:faults -- --full --write\`, with Node ${process.version} and ${cpus().length} processors that the load, the emulator,
the database and other programs share: times say little, losses and refusals everything. The short form is part of \`npm test\`.

One \`api\` and one \`worker\` process of the build, PostgreSQL, Redis and the Plex emulator are asked ${PER_SECOND} times *a second* by an
administrator and a user, or less often where the machine answers no more before anything happens. *One process* is the form of a
home: role \`all\` with the database that it brings along, and without Redis. Each request leaves on time whether or not others were
answered, and one of 25 writes. *Answered* with whatever status; what is missing met a process that was down. *5xx during* ends
${RECOVERY_MS / 1000} s after the fault. *Hung*: no answer within 30 s. *Writes* were answered with 2xx and were looked for afterwards: *lost* are
those that were not there, or there twice. *Wrong* are
answers with another status or content than before the fault. *Healthy after* is the time from the end of the fault until every process was ready.`;
