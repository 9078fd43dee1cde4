// The load alone, for long: what grows then is lost memory.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Load } from './load.mjs';
import { Mix } from './mix.mjs';
import { Writes } from './writes.mjs';
import { bearablePace } from './pace.mjs';

/** Judged from here on: code is compiled, caches and pools are as large as this load makes them. */
const WARM_UP_SHARE = 0.5;
const ALLOWED_SHARE = 0.1;
const ALLOWED_MEGABYTES = 16;

/** @returns {Promise<{ seconds: number, perSecond: number, requests: number, memory: object[], problems: string[] }>} */
export async function soak(world, seconds) {
  const writes = new Writes(world.callers, world.films, 'soak');
  await writes.begin(world.sql);
  const mix = await Mix.learn(world.callers, writes, world.items);
  const perSecond = await bearablePace(world.api.url, mix);
  const load = new Load(world.api.url, mix, perSecond);
  const parts = world.stack.roles;
  const samples = parts.map(() => []);
  load.start();
  for (let second = 0; second < seconds; second++) {
    await sleep(1_000);
    parts.forEach(({ pid }, part) => samples[part].push(megabytesOf(pid)));
    // What is held is judged, and not when the garbage was collected last.
    if (second >= seconds * WARM_UP_SHARE) parts.forEach((part) => part.signal('SIGUSR2'));
  }
  const answers = await load.stop();
  const kept = await writes.check(world.sql);
  const memory = parts.map(({ name }, part) => ({ name, ...growth(samples[part]) }));
  const failed = answers.filter(({ status, wrong }) => status === null || status >= 500 || wrong);
  const problems = memory
    .filter(({ grown, from }) => grown > Math.max(from * ALLOWED_SHARE, ALLOWED_MEGABYTES))
    .map(({ name, from, grown }) => `${name} grew by ${grown.toFixed(0)} MB from ${from.toFixed(0)} MB`);
  const reasons = [...new Set(failed.map(({ status, wrong, error }) => wrong ?? error ?? status))].slice(0, 5);
  if (failed.length > 0) problems.push(`${failed.length} of ${answers.length} answered badly: ${reasons.join('; ')}`);
  if (kept.lost + kept.twice > 0) problems.push(`${kept.lost} writes lost, ${kept.twice} done twice`);
  return { seconds, perSecond, requests: answers.length, memory, problems };
}

function megabytesOf(pid) {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}

/** Medians, since the heap breathes: of the first and the last third of what comes after the warm-up. */
function growth(samples) {
  const judged = samples.slice(Math.floor(samples.length * WARM_UP_SHARE));
  const third = Math.max(1, Math.floor(judged.length / 3));
  const from = median(judged.slice(0, third));
  const to = median(judged.slice(-third));
  return { from, to, grown: to - from };
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
