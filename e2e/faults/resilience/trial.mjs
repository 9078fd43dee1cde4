// One fault under load: what callers saw before, during and after it.
import { setTimeout as sleep } from 'node:timers/promises';
import { HUNG_MS, Load } from './load.mjs';
import { Mix } from './mix.mjs';
import { bearablePace } from './pace.mjs';
import { Writes } from './writes.mjs';

const WARM_UP_MS = 1_000;
/** What a pool needs to replace its connections, and a client to try again. */
export const RECOVERY_MS = 5_000;
const WATCHED_AFTER_MS = 3_000;

/**
 * @param {{ name: string, run: (world, short: boolean) => Promise<string[] | void>, fails?: boolean, refuses?: boolean }} fault
 *   `fails`: callers must have seen 5xx, or the fault was none; `refuses`: a process is down, and connections are refused
 * @returns a line of the table, with `problems`
 */
export async function trial(world, fault, short) {
  await world.settled();
  const writes = new Writes(world.callers, world.films, fault.name);
  await writes.begin(world.sql);
  const mix = await Mix.learn(world.callers, writes, world.items);
  const perSecond = await bearablePace(world.api.url, mix);
  const load = new Load(world.api.url, mix, perSecond);
  world.load = load;
  load.start();
  await sleep(WARM_UP_MS);
  const beganAt = performance.now();
  const problems = (await fault.run(world, short).catch((error) => [String(error.stack ?? error)])) ?? [];
  const endedAt = performance.now();
  const healthyMs = await world.healthy();
  await sleep(Math.max(0, RECOVERY_MS - (performance.now() - endedAt)) + WATCHED_AFTER_MS);
  const answers = await load.stop();
  const kept = await writes.check(world.sql);
  const row = { name: fault.name, perSecond, requests: load.requests, healthyMs, ...kept, ...sum(answers, endedAt) };
  row.faultMs = endedAt - beganAt;
  row.problems = [...problems, ...judge(row, fault)];
  return row;
}

function sum(answers, endedAt) {
  const failed = answers.filter(({ status }) => status >= 500);
  const isLate = ({ at, ms }) => at + ms > endedAt + RECOVERY_MS;
  const silent = answers.filter(({ status }) => status === null);
  const longest = answers.reduce((most, answer) => (answer.ms > most.ms ? answer : most));
  return {
    answered: answers.length - silent.length,
    silent: silent.length,
    silentAfter: silent.filter(isLate).length,
    errors: [...new Set(silent.map(({ error }) => error))],
    during5xx: failed.filter((answer) => !isLate(answer)).length,
    after5xx: failed.filter(isLate).length,
    internal: failed.filter(({ status }) => status === 500).length,
    longestMs: longest.ms,
    longest: `${longest.what}: ${longest.status ?? longest.error}, ${Math.round(endedAt - longest.at)} ms before the end`,
    slow: answers.filter(({ ms }) => ms > 1_000).length,
    hung: answers.filter(({ ms }) => ms > HUNG_MS).length,
    wrong: answers.filter(({ wrong }) => wrong).length,
    wrongs: [...new Set(answers.map(({ wrong }) => wrong).filter(Boolean))].slice(0, 5),
  };
}

function judge(row, { fails, refuses, spares }) {
  const found = [];
  const unlessNone = (count, words) => count > 0 && found.push(`${count} ${words}`);
  if (row.healthyMs === null) found.push('it did not become ready again');
  unlessNone(row.hung, 'requests hung');
  unlessNone(row.requests - row.answered - row.silent, 'requests were never ended');
  unlessNone(row.after5xx, '5xx after the fault');
  unlessNone(row.silentAfter, `requests without an answer after the fault (${row.errors})`);
  if (!refuses) unlessNone(row.silent, `requests without an answer (${row.errors})`);
  if (spares) unlessNone(row.during5xx, '5xx although nothing that an answer needs was away');
  unlessNone(row.internal, 'answers 500: the fault was not told from a mistake of ours');
  unlessNone(row.lost, 'writes lost');
  unlessNone(row.twice, 'writes were done twice');
  unlessNone(row.wrong, `wrong answers: ${row.wrongs.join('; ')}`);
  if (fails && row.during5xx + row.silent === 0) found.push('nobody noticed the fault: it was none');
  if (row.acknowledged === 0) found.push('nothing was written');
  return found;
}
