// The faults one after the other, each under load, and then the soak.
import { FAULTS, SHORT_FAULTS, SHORT_JUMPS } from './faults/all.mjs';
import { CLOCK_FAULTS, Clock, canJump } from './faults/clock.mjs';
import { HOME_FAULTS } from './faults/home.mjs';
import { soakLines, tableOf, writeReport } from './report.mjs';
import { soak } from './soak.mjs';
import { trial } from './trial.mjs';
import { World } from './world.mjs';

const SIZE = { movies: 1500, shows: 10, artists: 5 };
/** The first collection of all garbage comes within the warm-up, which is the first half. */
const SOAK_SECONDS = { short: 90, full: 600 };
const ORDER = [...FAULTS, ...CLOCK_FAULTS, ...HOME_FAULTS].map(({ name }) => name);

/** @param {{ short: boolean, only?: string, soakSeconds?: number, reportFile?: string }} options */
export async function resilience({ short, only, soakSeconds, reportFile }) {
  const outcome = { rows: [], skipped: [], soaked: null };
  outcome.write = () => reportFile && writeReport(reportFile, ORDER, outcome);
  if (short && !only) await inOneWorld(outcome, soakSeconds ?? SOAK_SECONDS.short);
  else await inThreeWorlds(only, outcome, { short, soakSeconds: soakSeconds ?? (only ? 0 : SOAK_SECONDS.full) });
  return told(outcome);
}

async function inOneWorld(outcome, soakSeconds) {
  const form = { short: true, soakSeconds };
  if (canJump) await inTimeMachine([...SHORT_FAULTS, ...SHORT_JUMPS], outcome, { ...form, disks: true });
  else await inWorld({ size: SIZE }, SHORT_FAULTS, outcome, form);
}

async function inThreeWorlds(only, outcome, form) {
  const chosen = (faults) => faults.filter(({ name }) => !only || only.split(',').some((part) => name.includes(part)));
  await inWorld({ size: SIZE }, chosen(FAULTS), outcome, form);
  const jumps = chosen(CLOCK_FAULTS);
  if (!canJump) outcome.skipped.push(...jumps.map(({ name }) => name));
  else if (jumps.length > 0) await inTimeMachine(jumps, outcome, { ...form, soakSeconds: 0 });
  await inWorld({ size: SIZE, home: true }, chosen(HOME_FAULTS), outcome, { ...form, soakSeconds: 0 });
}

async function inWorld(options, faults, outcome, { short, soakSeconds }) {
  if (faults.length === 0 && soakSeconds === 0) return;
  const world = await World.create(options);
  world.clock = options.clock;
  const before = outcome.rows.length;
  try {
    // First of all: what comes after a fault has another memory than what nobody disturbed.
    if (soakSeconds > 0) outcome.soaked = await soak(world, soakSeconds);
    outcome.write();
    for (const fault of faults) {
      if (fault.needsDisks && !world.disks) outcome.skipped.push(fault.name);
      else outcome.rows.push(lineOf(await trial(world, fault, short)));
      outcome.write();
    }
  } finally {
    const isDone = outcome.rows.length > before || faults.length === 0;
    await world.close(!isDone || outcome.rows.some(({ problems }) => problems.length > 0));
  }
}

/** Everything runs by a clock that can be set; this program goes on with its own. */
async function inTimeMachine(faults, outcome, { disks = false, ...form }) {
  const clock = new Clock();
  Object.assign(process.env, clock.env);
  try {
    const env = { THROTTLE_AUTH_PER_MINUTE: '40' };
    await inWorld({ size: SIZE, disks, clock, env }, faults, outcome, form);
  } finally {
    for (const name of Object.keys(clock.env)) delete process.env[name];
    clock.remove();
  }
}

function lineOf(row) {
  const seen = `${row.during5xx} × 5xx, ${row.perSecond} a second, ${row.slow} over 1 s, longest ${Math.round(row.longestMs)} ms: ${row.longest}`;
  console.log(`${row.name}: ${row.problems.length === 0 ? 'held' : 'FAILED'} (${seen})`);
  for (const problem of row.problems) console.log(`  ${problem}`);
  return row;
}

function told({ rows, skipped, soaked, write }) {
  console.log(`\n${tableOf(rows)}\n`);
  if (soaked) console.log(`${soakLines(soaked)}\n`);
  const parts = [...rows, ...(soaked ? [{ name: 'soak', problems: soaked.problems }] : [])];
  const failures = parts.flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${problem}`));
  for (const failure of failures) console.log(failure);
  write();
  const failed = parts.filter(({ problems }) => problems.length > 0).length;
  return { passed: parts.length - failed, failed, skipped: skipped.length };
}
