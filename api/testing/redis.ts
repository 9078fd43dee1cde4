import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { testPort } from './test-port';

export interface TestRedis {
  url: string;
  /** Ends it; `start` brings it back, empty, on the same port. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** FLUSHALL: it forgets everything. */
  flush(): Promise<void>;
  /** It is there and takes connections, but answers nothing until `thaw`. */
  freeze(): void;
  thaw(): void;
  /** Ends it for good. */
  remove(): Promise<void>;
}

/** False where there is no redis-server: says so loudly, and fails the run under CI=true. */
export function hasRedis(): boolean {
  if (spawnSync('redis-server', ['--version']).status === 0) return true;
  if (process.env.CI === 'true') throw new Error('redis-server is missing: the queue on Redis cannot be tested');
  console.error('\n*** redis-server is missing: the specs of the queue on Redis do not run ***\n');
  return false;
}

/** A Redis of its own, on a free port of 127.0.0.1. */
export async function startRedis(): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'smartplex-redis-'));
  const first = await launchOnFreePort(folder);
  const { port } = first;
  let { child } = first;
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  };
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  return {
    url: `redis://127.0.0.1:${port}`,
    stop,
    start: async () => {
      child = await launch(port, folder);
    },
    flush: () => flush(port),
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    remove: async () => {
      await stop();
      process.off('exit', kill);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Somebody else may take a port between its finding and its use. */
async function launchOnFreePort(folder: string) {
  for (let tried = 0; ; tried++) {
    const port = await testPort();
    try {
      return { port, child: await launch(port, folder) };
    } catch (error) {
      if (tried === 4) throw error;
    }
  }
}

async function launch(port: number, folder: string) {
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  const child = spawn('redis-server', args, { stdio: 'ignore' });
  for (let attempt = 0; attempt < 200 && child.exitCode === null; attempt++) {
    if ((await answers(port)) && child.exitCode === null) return child;
    await sleep(25);
  }
  throw new Error('redis-server did not start');
}

function flush(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ port, host: '127.0.0.1' }, () => socket.write('FLUSHALL\r\n'));
    socket.once('error', reject);
    socket.once('data', () => resolve(void socket.destroy()));
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' }, () => socket.write('PING\r\n'));
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString().startsWith('+PONG'));
    });
    socket.once('close', () => resolve(false));
    socket.once('error', () => resolve(false));
  });
}
