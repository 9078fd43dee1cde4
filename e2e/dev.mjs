#!/usr/bin/env node
// Development: the emulator, the API and the portal, the last two reloading on every change.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmulator } from './support/emulator-process.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const tools = join(root, 'node_modules/.bin');

/** Stable, so that what was stored still finds its server at the next start. */
const EMULATOR_PORT = process.env.DEMO_PLEX_PORT ?? '32488';

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

let stopping = false;
async function stop() {
  if (stopping) return;
  stopping = true;
  const running = children.filter((child) => child.exitCode === null && child.signalCode === null);
  for (const child of running) process.kill(-child.pid, 'SIGTERM');
  await Promise.all(running.map((child) => once(child, 'exit')));
  emulator.stop();
  process.exit();
}
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
children.forEach((child) => child.once('exit', stop));

// npm hands SIGTERM to the shell between us, which may end without passing it on.
const parent = process.ppid;
if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && stop(), 200).unref();
