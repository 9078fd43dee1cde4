// Starts the Plex emulator as a process of its own, built first where its sources are newer.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const sources = join(root, 'e2e/plex-emulator');
export const EMULATOR = join(root, 'dist/plex-emulator/main.js');

function isStale() {
  if (!existsSync(EMULATOR)) return true;
  const builtAt = statSync(EMULATOR).mtimeMs;
  return readdirSync(sources, { recursive: true }).some(
    (file) => String(file).endsWith('.ts') && statSync(join(sources, String(file))).mtimeMs > builtAt,
  );
}

/** Builds it where its sources are newer than the program. */
export function buildEmulator() {
  if (isStale()) execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', sources], { stdio: 'inherit' });
}

/**
 * @param {string[]} options command line of the emulator
 * @returns the description that it prints, with `pid` and `stop()`
 */
export async function startEmulator(options) {
  buildEmulator();
  const child = spawn(process.execPath, [EMULATOR, ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
  const stop = () => child.kill('SIGTERM');
  process.once('exit', stop);
  const lines = createInterface({ input: child.stdout });
  const description = await new Promise((resolve, reject) => {
    lines.once('line', (line) => resolve(JSON.parse(line)));
    child.once('exit', (code) => reject(new Error(`the Plex emulator ended with code ${code}`)));
  });
  return { ...description, pid: child.pid, stop };
}
