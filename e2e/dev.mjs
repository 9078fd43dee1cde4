#!/usr/bin/env node
// Development: the emulator, the API and the portal, the last two reloading on every change.
import { execFileSync, spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startEmulator } from './support/emulator-process.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const tools = join(root, 'node_modules/.bin');

/** Stable, so that what was stored still finds its server at the next start. */
const EMULATOR_PORT = process.env.DEMO_PLEX_PORT ?? '32488';

execFileSync(process.execPath, [join(root, 'web/build-catalogues.mjs')]);
const emulator = await startEmulator([
  ...['--port', EMULATOR_PORT, '--seed', '7', '--servers', '2'],
  ...['--movies', '1200', '--shows', '60', '--artists', '40', '--quirks', 'on', '--speed', '60'],
]);
const env = {
  ...process.env,
  PORT: '3000',
  PLEX_TV_URL: emulator.plexTv,
  PLEX_APP_URL: emulator.appUrl,
  APP_URL: 'http://localhost:4200',
  DATA_DIR: process.env.DATA_DIR ?? '.dev',
  NG_CLI_ANALYTICS: 'false',
};
/** Each in a process group of its own: the tools start programs of their own, which have to end with them. */
const start = (command, ...args) =>
  spawn(join(tools, command), args, { cwd: root, stdio: 'inherit', env, detached: true });
const children = [
  start('nest', 'start', '--watch', '--preserveWatchOutput'),
  start('ng', 'serve', '--proxy-config', 'web/proxy.conf.json'),
];

/** Asked again and again: a tool that compiles at that moment starts its program after it was told to end. */
const ASK_EVERY_MS = 1_500;
const PATIENCE_MS = 12_000;

let stopping = false;
async function stop() {
  if (stopping) return;
  stopping = true;
  await Promise.all(children.map(({ pid }) => endGroup(pid)));
  emulator.stop();
  process.exit();
}

async function endGroup(pid) {
  const since = Date.now();
  for (let asked = 0; signal(pid, 0); await sleep(50)) {
    if (Date.now() - since > PATIENCE_MS) signal(pid, 'SIGKILL');
    else if (Date.now() - since >= asked * ASK_EVERY_MS) asked += Number(signal(pid, 'SIGTERM'));
  }
}

/** Answers whether anybody is left in the group. */
function signal(pid, name) {
  try {
    return process.kill(-pid, name);
  } catch {
    return false;
  }
}
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(name, stop);
children.forEach((child) => child.once('exit', stop));

// npm hands SIGTERM to the shell between us, which may end without passing it on.
const parent = process.ppid;
if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && stop(), 200).unref();
