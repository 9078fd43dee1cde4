// Processes of the product that end in mid-sync: as told, and for want of memory.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { differences } from '../../../support/stack/mirror.mjs';
import { until } from '../world.mjs';

/** Slow enough that a sync is still under way when something happens to it. */
const SLOW = { kind: 'slow', delayMs: 300, path: '/library/*' };

async function inMidSync(world, happens) {
  await world.stack.control('faults', SLOW);
  const id = await world.sync();
  const problems = (await world.underWay(id)) ? [] : ['the sync was not under way when something happened to it'];
  problems.push(...(await happens()));
  await faultsOver(world);
  return [...problems, ...(await endsWell(world, id))];
}

export async function faultsOver({ stack }) {
  await fetch(`${stack.emulator.control}/faults`, { method: 'DELETE' });
}

/** The run succeeds, and the mirror is exact. */
export async function endsWell(world, id) {
  const state = await world.ended(id);
  if (state !== 'succeeded') return [`the sync ended ${state}`];
  let found = [];
  await until(async () => (found = await differences(world.stack)).length === 0, 60_000);
  return found.slice(0, 3);
}

/** @param {'api' | 'worker'} name of the process, which at home is the only one */
export const ended = (name) => ({
  name: `SIGTERM of the ${name} in mid-sync`,
  spares: true,
  refuses: name === 'api',
  fails: name === 'api',
  run: (world) =>
    inMidSync(world, async () => {
      const code = await Promise.race([world[name].stop(), sleep(30_000, 'nothing within 30 s')]);
      await sleep(1_000);
      await world[name].start();
      return code === 0 ? [] : [`it ended with ${code}`];
    }),
});

export const starved = (name) => ({
  name: `${name} out of memory in mid-sync`,
  refuses: name === 'api',
  fails: name === 'api',
  run: (world) =>
    inMidSync(world, async () => {
      const problems = await starve(world[name]);
      await sleep(1_000);
      await world[name].start();
      return problems;
    }),
});

/** Its next wish for memory is refused, and it dies of that. Whoever takes longer than 8 s is killed: callers wait meanwhile. */
async function starve(child) {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  const bytes = Number(/^VmSize:\s+(\d+)/m.exec(status)[1]) * 1024;
  if (spawnSync('prlimit', ['--pid', String(child.pid), `--as=${bytes}`]).status !== 0) await child.kill();
  const died = await Promise.race([child.exited.then(() => true), sleep(8_000, false)]);
  if (!died) await child.kill();
  return [];
}

export const PROCESS_FAULTS = [ended('worker'), ended('api'), starved('worker'), starved('api')];
