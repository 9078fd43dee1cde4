import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = join(__dirname, '../..');

export interface SourceProcess {
  pid: number;
  /** Everything written so far. */
  stdout: () => string;
  stderr: () => string;
  /** Resolves with the match when standard output shows it; rejects when the process ends before. */
  until(pattern: RegExp, timeoutMs?: number): Promise<RegExpExecArray>;
  kill(signal: NodeJS.Signals): void;
  /** Goes away as its reader, like `| head` does. */
  closeOutput(): void;
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Runs one of our TypeScript files as a process of its own, for what only shows from outside: kills, exits, ports. */
export function runSource(file: string, args: string[] = [], env: Record<string, string> = {}): SourceProcess {
  const child = spawn(process.execPath, ['-r', join(__dirname, 'typescript-hook.cjs'), join(root, file), ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: process.env.TMPDIR, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const exited = once(child, 'exit').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
  }));
  let ended = false;
  void exited.then(() => (ended = true));
  return {
    pid: child.pid!,
    stdout: () => stdout,
    stderr: () => stderr,
    kill: (signal) => child.kill(signal),
    closeOutput: () => {
      child.stdout.destroy();
      child.stderr.destroy();
    },
    exited,
    until: async (pattern, timeoutMs = 50_000) => {
      const deadline = Date.now() + timeoutMs;
      for (;;) {
        const match = pattern.exec(stdout);
        if (match) return match;
        if (ended || Date.now() > deadline)
          throw new Error(`${file} never said ${String(pattern)}: ${stdout}${stderr}`);
        await sleep(20);
      }
    },
  };
}
