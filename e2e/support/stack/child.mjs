// A program that a test starts, kills and starts again: always the same command, the same ports, the same folder.
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const alive = new Set();
process.once('exit', () => alive.forEach((child) => child.kill('SIGKILL')));

export class Child {
  #child = null;
  #exited = Promise.resolve(null);

  /**
   * @param {string} name for messages
   * @param {{ command: string, args: string[], env?: Record<string, string>, cwd?: string, logFile: string,
   *   answers: () => Promise<boolean>, withinMs?: number }} how
   */
  constructor(name, how) {
    this.name = name;
    this.how = how;
  }

  get pid() {
    return this.#child?.pid ?? null;
  }

  /** Resolves with the exit code or signal of the process that runs now. */
  get exited() {
    return this.#exited;
  }

  /** Without waiting until it answers. */
  launch() {
    const { command, args, env, cwd, logFile } = this.how;
    const output = openSync(logFile, 'a');
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', output, output] });
    closeSync(output);
    alive.add(child);
    this.#child = child;
    this.#exited = new Promise((resolve) => {
      child.once('error', () => resolve(null));
      child.once('exit', (code, signal) => {
        alive.delete(child);
        resolve(code ?? signal);
      });
    });
  }

  /** Resolves once it answers. */
  async start() {
    this.launch();
    await this.untilItAnswers();
    return this;
  }

  async untilItAnswers() {
    const deadline = Date.now() + (this.how.withinMs ?? 60_000);
    while (!(await this.how.answers().catch(() => false))) {
      if (this.#child.exitCode !== null) throw new Error(`${this.name} ended with code ${this.#child.exitCode}`);
      if (Date.now() > deadline) throw new Error(`${this.name} does not answer; see ${this.how.logFile}`);
      await sleep(50);
    }
  }

  signal(name) {
    this.#child?.kill(name);
  }

  /** kill -9, and gone when this resolves. */
  async kill() {
    this.#child?.kill('SIGKILL');
    await this.#exited;
  }

  /** As an orchestrator would; answers the exit code. */
  async stop() {
    this.#child?.kill('SIGTERM');
    return this.#exited;
  }
}

/** A port of 127.0.0.1 that nobody listens on at this moment, and below those that the kernel hands out by itself. */
export async function freePort(span = 1) {
  for (;;) {
    const port = 12_000 + Math.floor(Math.random() * 18_000);
    const free = await Promise.all(Array.from({ length: span }, (_, i) => isFree(port + i)));
    if (free.every(Boolean)) return port;
  }
}

function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer().once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** Whether GET answers with 2xx. */
export async function isUp(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(4_000) });
  await response.arrayBuffer();
  return response.ok;
}
