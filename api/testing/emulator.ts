import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

const program = join(__dirname, '../../dist/plex-emulator/main.js');

/** What the emulator prints when it is ready. */
interface EmulatorDescription {
  plexTv: string;
  appUrl: string;
  control: string;
  servers: { name: string; machineIdentifier: string; uri: string; token: string; [key: string]: unknown }[];
  [key: string]: unknown;
}

export interface Emulator extends EmulatorDescription {
  /** Calls the control API: `control('pins/abcd/approve', { account: 'ada' })`. Answers the JSON body, or null. */
  call(path: string, body?: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

/** Command line of the emulator: `{ seed: 7, movies: 100 }` becomes `--seed 7 --movies 100`. */
export type EmulatorOptions = Record<string, string | number>;

/** Starts the Plex emulator as a process of its own, on a free port. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const args = Object.entries({ port: 0, seed: 7, ...options }).flatMap(([name, value]) => [
    `--${name}`,
    String(value),
  ]);
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const exited = once(child, 'exit');
  const line = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line').then(([text]) => text as string),
    exited.then(([code]) => Promise.reject(new Error(`The Plex emulator ended with code ${code}`))),
  ]);
  child.stdout.resume();
  const description = JSON.parse(line) as EmulatorDescription;
  return {
    ...description,
    call: (path, body) => control(`${description.control}/${path}`, body),
    stop: async () => {
      process.off('exit', kill);
      child.kill('SIGTERM');
      await exited;
    },
  };
}

async function control(url: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body ?? {}),
    signal: AbortSignal.timeout(10_000),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`The emulator's control API answered ${response.status}: ${text}`);
  return text ? JSON.parse(text) : null;
}
