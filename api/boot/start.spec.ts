import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, createServer as createTcpServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { StartError, stopPostgres } from '../infra/database/embedded';
import { isAlive, isPostmasterOf, readPostmaster } from '../infra/database/embedded/postmaster-file';
import { createTestDatabase, eventually, hasRedis, startRedis, testPort, type TestDatabase } from '../testing';
import { mayMount, mountDisk, unmountDisk } from '../testing/small-disk';
import { runSource, type SourceProcess } from '../testing/source-process';
import { runMigrations } from './migrations';

const onSmallDisk = mayMount() ? it : it.skip;

const READY = /SmartPlex is ready: (\S+)/;

async function statusOf(url: string, timeoutMs = 10_000): Promise<number> {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
  await response.text();
  return response.status;
}

/** The probe waits for the dispatcher's first look for work, the line that it is ready does not. */
const untilReady = (url: string) => eventually(async () => expect(await statusOf(url)).toBe(200));

/** One that is gone already needs no signal. */
function tell(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

describe('the start of the product', () => {
  let home: string;
  let dataDir: string;
  let port: number;
  const processes: SourceProcess[] = [];

  function launch(env: Record<string, string> = {}): SourceProcess {
    const product = runSource('api/main.ts', [], {
      DATA_DIR: dataDir,
      PORT: String(port),
      LOG_FORMAT: 'json',
      LOG_LEVEL: 'warn',
      PLEX_TV_URL: 'http://127.0.0.1:9',
      ...env,
    });
    processes.push(product);
    return product;
  }

  const postmaster = (): number =>
    Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);

  let kept: string;
  beforeAll(async () => {
    kept = mkdtempSync('/tmp/smartplex-started-');
    port = await testPort();
    dataDir = join(kept, 'data');
    const product = launch();
    await product.until(READY, 110_000);
    product.kill('SIGTERM');
    await product.exited;
  });
  afterAll(() => rmSync(kept, { recursive: true, force: true }));

  /** A DATA_DIR as SmartPlex left it that was started before, with the owners of its files. */
  const startedBefore = () => execFileSync('cp', ['-a', join(kept, 'data'), home]);

  beforeEach(async () => {
    home = mkdtempSync('/tmp/smartplex-start-');
    dataDir = join(home, 'data');
    port = await testPort();
  });

  afterEach(async () => {
    for (const product of processes.splice(0)) {
      product.kill('SIGKILL');
      await product.exited;
    }
    const left = readPostmaster(join(dataDir, 'postgres'));
    if (left && isPostmasterOf(left.pid, join(dataDir, 'postgres'))) await stopPostgres(left.pid);
    await sleep(100);
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  });

  it('stops with one line for each bad setting, exit code 78, and starts nothing', async () => {
    const product = launch({
      PORT: 'seventy',
      LOG_LEVEL: 'shouting',
      TRUST_PROXY: 'everyone',
      ENCRYPTION_KEY: 'c2hvcnQ=',
    });
    expect(await product.exited).toEqual({ code: 78, signal: null });
    const lines = product.stderr().trim().split('\n');
    expect(lines.map((line) => /^SmartPlex cannot start: (\w+): .*allowed: /.exec(line)?.[1])).toEqual([
      'PORT',
      'TRUST_PROXY',
      'ENCRYPTION_KEY',
      'LOG_LEVEL',
    ]);
    expect(product.stderr()).not.toMatch(/seventy|shouting|everyone|c2hvcnQ/);
    expect(product.stdout()).toBe('');
    expect(existsSync(dataDir)).toBe(false);
  });

  it('prints one address with the set-up code, answers on both loopback families, and ends cleanly on SIGTERM', async () => {
    const product = launch();
    const [, url] = await product.until(READY);
    expect(url).toMatch(new RegExp(`^http://localhost:${port}/setup\\?code=\\S{6,}$`));
    expect(product.stdout().trim().split('\n')).toHaveLength(1);
    const database = postmaster();
    await untilReady(`http://127.0.0.1:${port}/health/ready`);
    expect(await statusOf(`http://[::1]:${port}/health/ready`)).toBe(200);
    product.kill('SIGTERM');
    expect(await product.exited).toEqual({ code: 0, signal: null });
    expect(isAlive(database)).toBe(false);
    expect(existsSync(join(dataDir, 'smartplex.lock'))).toBe(false);
  });

  it('does not print a set-up code that was given to it', async () => {
    startedBefore();
    const product = launch({ SETUP_CODE: 'given-by-the-owner' });
    await product.until(READY);
    expect(product.stdout() + product.stderr()).not.toContain('given-by-the-owner');
  });

  it('ends cleanly when it is told to in the middle of its start', async () => {
    const product = launch();
    await eventually(async () => expect(existsSync(join(dataDir, 'smartplex.lock'))).toBe(true), 10_000);
    product.kill('SIGTERM');
    expect((await product.exited).code).toBe(0);
    expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false);
  });

  /** Holds every request for the set-up state until it is let go; `waitedFor` resolves when one has come. */
  async function holdRequests(): Promise<{ letGo: () => Promise<void>; waitedFor: () => Promise<void> }> {
    const password = readFileSync(join(dataDir, 'postgres.password'), 'utf8').trim();
    const databasePort = readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[3];
    const blocker = new Client(`postgres://postgres:${password}@127.0.0.1:${databasePort}/smartplex`);
    blocker.on('error', () => undefined);
    await blocker.connect();
    await blocker.query('BEGIN; LOCK TABLE users, plex_servers IN ACCESS EXCLUSIVE MODE');
    const waiting = `SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'users'::regclass`;
    return {
      letGo: async () => {
        await blocker.query('COMMIT');
        await blocker.end();
      },
      waitedFor: () => eventually(async () => expect((await blocker.query(waiting)).rows).not.toEqual([])),
    };
  }

  /** Until it takes no request any more, since it was told to end. */
  const untilDeaf = () =>
    eventually(async () => {
      const answer = statusOf(`http://127.0.0.1:${port}/health/live`).catch(() => 'refused');
      expect(await answer).toBe('refused');
    });

  it.each([['SIGTERM'], ['SIGINT'], ['SIGHUP']] as const)(
    'finishes the requests that are under way before it ends on %s, which may come with its echo',
    async (signal) => {
      startedBefore();
      const product = launch();
      await product.until(READY);
      const database = postmaster();
      const { letGo, waitedFor } = await holdRequests();
      const answer = statusOf(`http://127.0.0.1:${port}/api/v1/setup`);
      await waitedFor();
      // The probe reads no table.
      await untilReady(`http://127.0.0.1:${port}/health/ready`);
      product.kill(signal);
      product.kill(signal);
      await untilDeaf();
      await letGo();
      expect(await answer).toBe(200);
      expect((await product.exited).code).toBe(0);
      expect(isAlive(database)).toBe(false);
    },
  );

  it('lets the next start wait until it has ended', async () => {
    startedBefore();
    const first = launch();
    await first.until(READY);
    const { letGo, waitedFor } = await holdRequests();
    const answer = statusOf(`http://127.0.0.1:${port}/api/v1/setup`);
    await waitedFor();
    first.kill('SIGTERM');
    await untilDeaf();
    const second = launch({ LOG_LEVEL: 'info' });
    await second.until(/Waiting for the SmartPlex that is ending/);
    await letGo();
    expect(await answer).toBe(200);
    expect((await first.exited).code).toBe(0);
    await second.until(READY);
    await untilReady(`http://127.0.0.1:${port}/health/ready`);
  });

  it('survives that nobody reads its output any more', async () => {
    startedBefore();
    const product = launch({ LOG_LEVEL: 'trace' });
    await product.until(READY);
    product.closeOutput();
    for (let i = 0; i < 5; i++) await statusOf(`http://127.0.0.1:${port}/api/v1/setup`);
    product.kill('SIGTERM');
    expect(await product.exited).toEqual({ code: 0, signal: null });
    expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false);
  });

  it('does not wait when it is told again, and the database ends by itself', async () => {
    startedBefore();
    const product = launch();
    await product.until(READY);
    const database = postmaster();
    const { waitedFor } = await holdRequests();
    const answer = statusOf(`http://127.0.0.1:${port}/api/v1/setup`).catch(() => 'broken off');
    await waitedFor();
    product.kill('SIGINT');
    // Where the first one was noticed late, the next may still be taken for its echo.
    const again = setInterval(() => product.kill('SIGINT'), 1_500);
    const exit = await product.exited;
    clearInterval(again);
    expect(exit).toEqual({ code: 70, signal: null });
    expect(await answer).toBe('broken off');
    await eventually(async () => expect(isAlive(database)).toBe(false), 10_000);
  });

  it('says in one line that its port is taken, exits with 69 and leaves no database behind', async () => {
    startedBefore();
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    const product = launch();
    expect((await product.exited).code).toBe(69);
    other.close();
    expect(product.stderr()).toBe(`SmartPlex cannot start: port ${port} is in use; set PORT to a free one\n`);
    expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false);
  });

  // Too small for an empty database, and for its first tables.
  onSmallDisk.each([24, 40])('says in one line that a disk of %i MB is full, and exits with 74', async (megabytes) => {
    mkdirSync(dataDir);
    expect(mountDisk(dataDir, megabytes)).toBe(true);
    try {
      const product = launch();
      expect(await product.exited).toEqual({ code: 74, signal: null });
      expect(product.stderr()).toMatch(/^SmartPlex cannot start: .*disk.* is full; make room, and start again\n$/m);
    } finally {
      unmountDisk(dataDir);
    }
  });

  it('comes back within seconds after kill -9, with the database that was left running', async () => {
    const madeFrom = Date.now();
    const first = launch();
    await first.until(READY);
    const firstMs = Date.now() - madeFrom;
    const database = postmaster();
    first.kill('SIGKILL');
    await first.exited;
    const startedAt = Date.now();
    const second = launch();
    await second.until(READY);
    // The first start made a database: what waited for a lock to grow old would take longer than that.
    expect(Date.now() - startedAt).toBeLessThan(firstMs * 1.5);
    expect(postmaster()).toBe(database);
    second.kill('SIGTERM');
    expect((await second.exited).code).toBe(0);
    expect(isAlive(database)).toBe(false);
  });

  it('refuses a DATA_DIR that another SmartPlex uses, in one line', async () => {
    startedBefore();
    const first = launch();
    await first.until(READY);
    const second = launch({ PORT: String(await testPort()) });
    expect((await second.exited).code).toBe(69);
    expect(second.stderr().trim().split('\n')).toEqual([
      expect.stringMatching(/^SmartPlex cannot start: DATA_DIR: another SmartPlex \(process \d+\) is using it/),
    ]);
    expect(await statusOf(`http://127.0.0.1:${port}/health/ready`)).toBe(200);
  });

  it('is not ready within five seconds of losing the database, stays alive, and heals by itself', async () => {
    startedBefore();
    const product = launch();
    await product.until(READY);
    const database = postmaster();
    const ready = `http://127.0.0.1:${port}/health/ready`;
    // A stopped process hangs instead of refusing: the worse of the two.
    tell(database, 'SIGSTOP');
    const children = readFileSync(`/proc/${database}/task/${database}/children`, 'utf8').trim().split(' ').map(Number);
    children.forEach((pid) => tell(pid, 'SIGSTOP'));
    await eventually(async () => {
      const response = await fetch(ready, { signal: AbortSignal.timeout(5_000) });
      // The queue, which lives in the database, may have noticed as well.
      expect([response.status, await response.json()]).toMatchObject([
        503,
        { status: 'error', error: { database: { status: 'down' } } },
      ]);
    }, 5_000);
    expect(await statusOf(`http://127.0.0.1:${port}/health/live`)).toBe(200);
    tell(database, 'SIGKILL');
    children.forEach((pid) => tell(pid, 'SIGCONT'));
    await eventually(async () => expect(await statusOf(ready)).toBe(200), 20_000);
    expect(await statusOf(`http://127.0.0.1:${port}/api/v1/setup`)).toBe(200);
  });

  it('answers 503 with Retry-After while the database is away', async () => {
    startedBefore();
    const product = launch();
    await product.until(READY);
    await eventually(async () => {
      // At each look: it is started again at once.
      const running = readPostmaster(join(dataDir, 'postgres'));
      if (running) tell(running.pid, 'SIGINT');
      const response = await fetch(`http://127.0.0.1:${port}/api/v1/setup`);
      expect([response.status, await response.json()]).toMatchObject([503, { code: 'database-unavailable' }]);
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    });
  });

  describe('with a database of its owner', () => {
    let database: TestDatabase;
    beforeEach(async () => {
      database = await createTestDatabase();
    });
    afterEach(() => database.drop());

    it.each([
      ['a wrong password', (url: URL) => (url.password = 'wrong'), /refuses the user or password of DATABASE_URL/],
      [
        'no such database',
        (url: URL) => (url.pathname = '/nowhere'),
        /the database that DATABASE_URL names does not exist/,
      ],
    ])('says in one line: %s', async (_, damage, line) => {
      const url = new URL(database.url);
      damage(url);
      const product = launch({ DATABASE_URL: url.href });
      expect((await product.exited).code).toBe(78);
      expect(product.stderr().trim().split('\n')).toEqual([expect.stringMatching(line)]);
      expect(product.stderr()).not.toContain(url.password);
      expect(existsSync(join(dataDir, 'postgres'))).toBe(false);
    });

    it('says in one line that its user may not make tables', async () => {
      const admin = new Client({ connectionString: database.url });
      await admin.connect();
      await admin.query(`DROP SCHEMA public CASCADE; CREATE SCHEMA public`);
      await admin.query(`DROP ROLE IF EXISTS start_spec_weak; CREATE ROLE start_spec_weak LOGIN PASSWORD 'weak'`);
      await admin.end();
      const url = new URL(database.url);
      [url.username, url.password] = ['start_spec_weak', 'weak'];
      const product = launch({ DATABASE_URL: url.href });
      expect((await product.exited).code).toBe(78);
      expect(product.stderr().trim().split('\n')).toEqual([
        expect.stringMatching(/may not make tables and extensions/),
      ]);
    });

    it('leaves that database running when it ends', async () => {
      const product = launch({ DATABASE_URL: database.url });
      await product.until(READY);
      product.kill('SIGINT');
      expect((await product.exited).code).toBe(0);
      expect(await database.database.row('SELECT 1 AS one')).toEqual({ one: 1 });
    });

    it('ends within half a minute although it has fallen silent', async () => {
      const { hostname, port: databasePort } = new URL(database.url);
      const sockets: Socket[] = [];
      const way = createTcpServer((client) => {
        const server = connect(Number(databasePort), hostname);
        client.pipe(server).pipe(client);
        for (const socket of [client, server]) sockets.push(socket.on('error', () => undefined));
      }).listen(0, '127.0.0.1');
      await once(way, 'listening');
      const url = new URL(database.url);
      url.port = String((way.address() as { port: number }).port);
      const product = launch({ DATABASE_URL: url.href });
      await product.until(READY);
      const silence = setInterval(() => sockets.forEach((socket) => socket.unpipe().pause()), 10);
      await sleep(2_000);
      product.kill('SIGTERM');
      const end = await Promise.race([product.exited, sleep(30_000, 'still there')]);
      clearInterval(silence);
      sockets.forEach((socket) => socket.destroy());
      way.close();
      expect(end).toEqual({ code: 0, signal: null });
    });

    it('serves nothing but probes and metrics as a worker', async () => {
      if (!hasRedis()) return;
      const redis = await startRedis();
      const product = launch({ DATABASE_URL: database.url, REDIS_URL: redis.url, PROCESS_ROLE: 'worker' });
      await product.until(READY);
      const at = (path: string) => statusOf(`http://127.0.0.1:${port}${path}`);
      await untilReady(`http://127.0.0.1:${port}/health/ready`);
      expect(await Promise.all(['/health/ready', '/metrics', '/', '/api/v1/setup', '/api/docs'].map(at))).toEqual([
        200, 200, 404, 404, 404,
      ]);
      await redis.stop();
      await eventually(async () => {
        const response = await fetch(`http://127.0.0.1:${port}/health/ready`);
        expect([response.status, await response.json()]).toEqual([
          503,
          { status: 'error', error: { redis: { status: 'down' } } },
        ]);
      }, 5_000);
      // Nobody is restarted for what a start does not need.
      expect(await at('/health/startup')).toBe(200);
      product.kill('SIGTERM');
      expect((await product.exited).code).toBe(0);
      await redis.remove();
    });
  });

  it('gives up on a database that does not answer, saying so while it waits', async () => {
    const silent = createTcpServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const url = `postgres://a:b@127.0.0.1:${(silent.address() as { port: number }).port}/c`;
    const said: string[] = [];
    const log = { info: () => undefined, warn: (_: object, message: string) => void said.push(message) };
    // Less than the pause between two tries: one warning, however slow the first try was.
    const error = await runMigrations(url, log, 4_000).catch((thrown: unknown) => thrown);
    silent.close();
    expect(error).toBeInstanceOf(StartError);
    expect(error).toMatchObject({ exitCode: 69, message: expect.stringContaining('does not answer') });
    expect(said).toHaveLength(1);
  });
});
