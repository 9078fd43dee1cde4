// The table, on the screen and as docs/resilience.md.
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { RECOVERY_MS, PER_SECOND } from './trial.mjs';

const HEAD = [
  ...['fault', 'for', 'requests', 'answered', '5xx during', '5xx after', 'longest', 'over 1 s', 'hung'],
  ...['writes', 'lost', 'wrong', 'healthy after', 'verdict'],
];
const seconds = (ms) => (ms === null ? 'never' : `${(ms / 1000).toFixed(1)} s`);

function cells(row) {
  return [
    ...[row.name, seconds(row.faultMs), row.requests, row.answered, row.during5xx, row.after5xx],
    ...[seconds(row.longestMs), row.slow, row.hung, row.acknowledged, row.lost + row.twice, row.wrong],
    ...[seconds(row.healthyMs), row.problems.length === 0 ? 'held' : 'FAILED'],
  ].map(String);
}

export function tableOf(rows) {
  const lines = [HEAD, ...rows.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const line = (parts) => `| ${parts.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  return [line(HEAD), line(widths.map((width) => '-'.repeat(width))), ...lines.slice(1).map(line)].join('\n');
}

export function soakLines({ seconds: length, requests, memory }) {
  const of = ({ name, from, to }) => `| ${name} | ${from.toFixed(0)} MB | ${to.toFixed(0)} MB |`;
  return [
    `Soak: ${length} s, ${requests} requests.`,
    '',
    '| process | after warm-up | at the end |',
    '|---|---|---|',
    ...memory.map(of),
  ].join('\n');
}

export function writeReport(file, { rows, skipped, soaked }) {
  writeFileSync(
    file,
    `# What faults do to those who are using SmartPlex

Written by \`npm run test:faults -- --full --write\` on ${new Date().toISOString().slice(0, 10)}, with Node ${process.version} and ${cpus().length} processors that
the load, the emulator and the database share: times say little, losses and refusals everything. The short form is part of \`npm test\`.

One \`api\` and one \`worker\` process of the build, PostgreSQL, Redis and the Plex emulator are asked ${PER_SECOND} times a second by an administrator and a user,
each request on time whether or not others were answered; one of 25 writes. *Answered* with whatever status; what is missing met a process that
was down. *5xx during* ends ${RECOVERY_MS / 1000} s after the fault. *Hung*: no answer within 30 s. *Writes* were answered with 2xx and were looked for afterwards: *lost* are those
that were not there, or there twice. *Wrong* are answers with another status or content than before the fault. *Healthy after* is the time from the end
of the fault until every process was ready.

${tableOf(rows)}
${skipped.map((name) => `\nNot tried on this machine: ${name}.\n`).join('')}
${soaked ? soakLines(soaked) : ''}
`,
  );
}
