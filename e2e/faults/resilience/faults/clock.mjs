// The clock of the whole machine jumps, as after a suspended virtual machine or a wrong battery.
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endsWell } from './processes.mjs';
import { until } from '../world.mjs';

const LIBRARIES = ['x86_64', 'aarch64'].map((cpu) => `/usr/lib/${cpu}-linux-gnu/faketime/libfaketimeMT.so.1`);
const library = LIBRARIES.find((file) => existsSync(file));
export const canJump = library !== undefined;
const WINDOW_S = 60;

/** A clock that every program started with its `env` goes by. Time spans are measured by another one, as on a real machine. */
export class Clock {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'smartplex-clock-'));
    // The database runs as somebody else.
    chmodSync(this.folder, 0o755);
    this.file = join(this.folder, 'now');
    this.set(0);
  }

  set(seconds) {
    writeFileSync(this.file, `${seconds < 0 ? '' : '+'}${seconds}\n`);
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true });
  }

  get env() {
    return {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: this.file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      DONT_FAKE_MONOTONIC: '1',
      FAKETIME_DONT_RESET: '1',
    };
  }
}

const jump = (words, seconds) => ({
  name: `clock jumps ${words}`,
  spares: true,
  async run(world, short) {
    await world.stack.control('faults', { kind: 'slow', delayMs: 100, path: '/library/*' });
    const before = await world.sync();
    await world.underWay(before);
    await tire(world);
    const events = await listen(world);
    world.clock.at = (world.clock.at ?? 0) + seconds;
    world.clock.set(world.clock.at);
    await sleep(short ? 1_000 : 10_000);
    const problems = [...(await sane(world)), ...(await endsWell(world, before))];
    await fetch(`${world.stack.emulator.control}/faults`, { method: 'DELETE' });
    const after = await world.sync();
    problems.push(...(await endsWell(world, after)));
    if (!(await until(async () => events.told(after), 10_000))) problems.push('no event told the end of the sync');
    events.close();
    return problems;
  },
});

/** Attempts to sign in until they are refused. */
async function tire({ admin }) {
  for (let tried = 0; tried < 60; tried++) {
    const { status } = await admin.ask('/api/v1/auth/plex/pins', { method: 'POST', body: {} });
    if (status === 429) return;
  }
  throw new Error('sign-ins were never refused');
}

/** No limit and no plan waits for the clock to come back to where it was. */
async function sane({ admin, sql }) {
  const problems = [];
  const pin = await admin.ask('/api/v1/auth/plex/pins', { method: 'POST', body: {} });
  const wait = Number(pin.headers.get('retry-after') ?? 0);
  if (wait > WINDOW_S) problems.push(`a limit of ${WINDOW_S} s asks for ${wait} s of patience`);
  const { incrementalMinutes, nextRuns } = JSON.parse((await admin.ask('/api/v1/sync/schedule')).text);
  const next = nextRuns.find(({ mode }) => mode === 'incremental');
  const [{ now }] = await sql('SELECT now()');
  const minutes = (Date.parse(next?.at) - now.getTime()) / 60_000;
  if (!(minutes < incrementalMinutes + 5)) problems.push(`changes are looked for in ${minutes} minutes`);
  return problems;
}

/** The stream of sync events, as the portal has it open all the while. */
async function listen({ admin, api }) {
  const abort = new AbortController();
  const headers = { ...admin.headers, accept: 'text/event-stream' };
  const { body } = await fetch(`${api.url}/api/v1/sync/events`, { headers, signal: abort.signal });
  let text = '';
  (async () => {
    for await (const chunk of body.pipeThrough(new TextDecoderStream())) text += chunk;
  })().catch(() => undefined);
  const told = (id) => text.split('\n').some((line) => line.includes(id) && line.includes('"succeeded"'));
  return { told, close: () => abort.abort() };
}

const HOUR_S = 3_600;
export const CLOCK_FAULTS = [
  jump('3 hours forward', 3 * HOUR_S),
  jump('a day forward', 24 * HOUR_S),
  jump('2 hours back', -2 * HOUR_S),
  jump('a day back', -24 * HOUR_S),
];
