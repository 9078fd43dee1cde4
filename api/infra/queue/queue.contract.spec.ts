import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Client } from 'pg';
import { z } from 'zod';
import {
  createTestDatabase,
  eventually,
  hasRedis,
  startRedis,
  withClockOff,
  type TestDatabase,
  type TestRedis,
} from '../../testing';
import { DomainError } from '../../common';
import { AppConfig, ConfigModule, readEnvironment } from '../config';
import { Database, DatabaseModule } from '../database';
import { currentRequestId, LoggingModule, withRequestId } from '../logging';
import { ProblemModule } from '../problem';
import { defineJob, type JobContext, type JobHandler } from './job';
import { JobDispatcher } from './job-dispatcher';
import { JobLease, JobLeaseLost } from './job-lease';
import { JobProcessor } from './job-processor.decorator';
import { JobQueue } from './job-queue';
import { QueueModule } from './queue.module';

const payload = z.object({ label: z.string(), key: z.string().optional() });
type Payload = z.infer<typeof payload>;
const Work = defineJob({
  name: 'test-work',
  payload,
  maxAttempts: 3,
  concurrency: 2,
  dedupeKey: (p) => p.key ?? randomUUID(),
});

const Other = defineJob({ name: 'test-other', payload: z.object({}), maxAttempts: 1, concurrency: 1 });

interface Handled extends JobContext {
  label: string;
  currentRequestId: string | null;
}

/** What the specs tell the handlers of a process to do. */
class Script {
  handled: Handled[] = [];
  act: (payload: Payload, context: JobContext) => Promise<void> = async () => undefined;
  running = 0;
  mostRunning = 0;
}

@Injectable()
@JobProcessor(Work)
class WorkHandler implements JobHandler<typeof payload> {
  constructor(private readonly script: Script) {}

  async handle(given: Payload, context: JobContext): Promise<void> {
    this.script.handled.push({ ...context, label: given.label, currentRequestId: currentRequestId() });
    this.script.mostRunning = Math.max(this.script.mostRunning, ++this.script.running);
    try {
      await this.script.act(given, context);
    } finally {
      this.script.running--;
    }
  }
}

@Injectable()
@JobProcessor(Other)
class OtherHandler implements JobHandler<typeof Other.payload> {
  handle(): Promise<void> {
    return Promise.resolve();
  }
}

@Module({})
class TestModule {}

interface Worker {
  script: Script;
  queue: JobQueue;
  app: INestApplicationContext;
  close(): Promise<void>;
}

const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((_, reject) => {
    if (signal.aborted) reject(new Error('stopped'));
    signal.addEventListener('abort', () => reject(new Error('stopped')));
  });

describe.each([
  ['in the process', false],
  ['on Redis', true],
])('the job queue %s', (_, onRedis) => {
  if (onRedis && !hasRedis()) {
    it.skip('needs redis-server', () => undefined);
    return;
  }

  let database: TestDatabase;
  let redis: TestRedis | undefined;
  const workers: Worker[] = [];

  async function start(): Promise<Worker> {
    const env = { LOG_LEVEL: 'silent', ...(redis ? { REDIS_URL: redis.url } : {}) };
    const config = new AppConfig(readEnvironment(env), database.url);
    const script = new Script();
    const app = await NestFactory.createApplicationContext(
      {
        module: TestModule,
        imports: [
          ConfigModule.register(config),
          LoggingModule.register(),
          DatabaseModule,
          ProblemModule,
          QueueModule.register(config),
        ],
        providers: [WorkHandler, OtherHandler, { provide: Script, useValue: script }],
      },
      { logger: false, abortOnError: false },
    );
    let closed = false;
    const close = async () => {
      if (!closed) await app.close();
      closed = true;
    };
    const worker = { script, queue: app.get(JobQueue), app, close };
    workers.push(worker);
    return worker;
  }

  const state = async (jobId: string) =>
    database.database.row<{ state: string; attempts: number; errorCode: string | null; owner: string | null }>(
      `SELECT state, attempts, error_code AS "errorCode", lease_owner AS owner FROM jobs WHERE id = $1`,
      [jobId],
    );

  /** As if a process that we know nothing of had claimed the job, for so long from now. */
  const lease = (jobId: string, interval: string) =>
    database.database.run(
      `UPDATE jobs SET state = 'running', attempts = 1, lease_owner = gen_random_uuid(), lease_until = now() + $2::interval
       WHERE id = $1`,
      [jobId, interval],
    );

  beforeAll(async () => {
    redis = onRedis ? await startRedis() : undefined;
  });

  afterAll(async () => {
    await redis?.remove();
  });

  beforeEach(async () => {
    database = await createTestDatabase();
  });

  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.close()));
    await database.drop();
  });

  it('runs a job at once, with the id of the request that asked for it', async () => {
    const { queue, script } = await start();
    const askedAt = Date.now();
    const { jobId, created } = await withRequestId('request-7', () => queue.add(Work, { label: 'a' }));
    expect(created).toBe(true);
    await eventually(async () => expect(await state(jobId)).toMatchObject({ state: 'succeeded', attempts: 1 }));
    expect(Date.now() - askedAt).toBeLessThan(900);
    expect(script.handled).toMatchObject([
      { label: 'a', jobId, attempt: 1, requestId: 'request-7', currentRequestId: 'request-7' },
    ]);
  });

  it('answers the waiting job instead of making a second one with the same key', async () => {
    const { queue, script } = await start();
    let release = () => undefined as void;
    const gate = new Promise<void>((resolve) => (release = resolve));
    script.act = () => gate;
    const answers = await Promise.all([1, 2, 3, 4].map(() => queue.add(Work, { label: 'a', key: 'same' })));
    expect(new Set(answers.map(({ jobId }) => jobId)).size).toBe(1);
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
    release();
    await eventually(async () => expect(await state(answers[0]!.jobId)).toMatchObject({ state: 'succeeded' }));
    expect(await queue.add(Work, { label: 'a', key: 'same' })).toMatchObject({ created: true });
  });

  it('starts a job only after the transaction that added it, and never when it rolled back', async () => {
    const { queue, script, app } = await start();
    await app.get(Database).transaction(async (sql) => {
      await queue.add(Work, { label: 'committed' }, { sql });
      await sleep(150);
      expect(script.handled).toEqual([]);
    });
    const failing = app.get(Database).transaction(async (sql) => {
      await queue.add(Work, { label: 'rolled back' }, { sql });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await eventually(() => expect(script.handled).toMatchObject([{ label: 'committed' }]));
    await sleep(1_200);
    expect(script.handled).toHaveLength(1);
  });

  /** How long the one job that there is waited to be run, by the clock of the database; asked once it was added. */
  function waitOfOne({ script }: Worker): () => Promise<number> {
    const ranAt: Date[] = [];
    script.act = async () => void ranAt.push(await database.database.now());
    return async () => {
      await eventually(() => expect(ranAt).toHaveLength(1), 4_000);
      expect(script.handled).toHaveLength(1);
      const job = await database.database.row<{ at: Date }>('SELECT created_at AS at FROM jobs');
      return ranAt[0]!.getTime() - job!.at.getTime();
    };
  }

  it('waits for the time a job asks for', async () => {
    const worker = await start();
    const waited = waitOfOne(worker);
    await worker.queue.add(Work, { label: 'later' }, { delayMs: 1_000 });
    expect(await waited()).toBeGreaterThanOrEqual(1_000);
  });

  it.each([
    ['ahead', 3_600_000],
    ['behind', -3_600_000],
  ])('waits as long where the clock of whoever asks is an hour %s', async (_, offsetMs) => {
    const worker = await start();
    const waited = waitOfOne(worker);
    await withClockOff(offsetMs, () => worker.queue.add(Work, { label: 'later' }, { delayMs: 1_000 }));
    expect(await waited()).toBeGreaterThanOrEqual(1_000);
  });

  it('keeps to the number of jobs that may run at once', async () => {
    const { queue, script } = await start();
    script.act = () => sleep(60);
    await Promise.all(Array.from({ length: 8 }, (_, i) => queue.add(Work, { label: String(i) })));
    await eventually(() => expect(script.handled).toHaveLength(8));
    expect(script.mostRunning).toBe(2);
    expect(new Set(script.handled.map(({ label }) => label)).size).toBe(8);
  });

  it('gives each job to one of two processes', async () => {
    const [first, second] = [await start(), await start()];
    first.script.act = second.script.act = () => sleep(30);
    await Promise.all(Array.from({ length: 20 }, (_, i) => first.queue.add(Work, { label: String(i) })));
    const all = () => [...first.script.handled, ...second.script.handled];
    await eventually(() => expect(all()).toHaveLength(20));
    await sleep(300);
    expect(new Set(all().map(({ jobId }) => jobId)).size).toBe(20);
    expect(all()).toHaveLength(20);
  });

  it('runs each of hundreds of jobs once, in two processes that both ask for them', async () => {
    const processes = [await start(), await start()];
    const ids = await Promise.all(
      Array.from(
        { length: 400 },
        async (_, i) => (await processes[i % 2]!.queue.add(Work, { label: String(i) })).jobId,
      ),
    );
    const all = () => processes.flatMap(({ script }) => script.handled);
    await eventually(() => expect(all().length).toBeGreaterThanOrEqual(400), 30_000);
    await sleep(500);
    expect(
      all()
        .map(({ jobId }) => jobId)
        .sort(),
    ).toEqual(ids.sort());
    expect(processes.map(({ script }) => script.handled.length > 0)).toEqual([true, true]);
    await eventually(async () => {
      const states = await database.database.rows(`SELECT DISTINCT state, attempts FROM jobs`);
      expect(states).toEqual([{ state: 'succeeded', attempts: 1 }]);
    });
  });

  it('lets a process that slept through its lease write nothing more', async () => {
    const { app, queue, script } = await start();
    await database.database.run(`CREATE TABLE written (label text)`);
    const outcomes: string[] = [];
    const write = (label: string) =>
      app
        .get(Database)
        .transaction(async (sql) => {
          await sql.run('INSERT INTO written VALUES ($1)', [label]);
          await app.get(JobLease).hold(sql);
        })
        .then(
          () => outcomes.push('written'),
          (error: unknown) => outcomes.push(error instanceof JobLeaseLost ? 'refused' : String(error)),
        );
    script.act = async (_, { jobId, signal }) => {
      await write('while it is ours');
      await lease(jobId, '15 seconds');
      await write('afterwards');
      outcomes.push(signal.aborted ? 'told to stop' : 'goes on');
    };
    const { jobId } = await queue.add(Work, { label: 'a' });
    await eventually(() => expect(outcomes).toEqual(['written', 'refused', 'told to stop']));
    await eventually(() => expect(script.running).toBe(0));
    expect(await database.database.rows('SELECT label FROM written')).toEqual([{ label: 'while it is ours' }]);
    expect(await state(jobId)).toMatchObject({ state: 'running' });
  });

  it('tries a failed job again after a pause, and gives up with the code of its error', async () => {
    const { queue, script } = await start();
    const times: number[] = [];
    script.act = async () => {
      times.push(Date.now());
      throw new DomainError('upstream-unavailable', 'plex-unreachable', 'Plex could not be reached.');
    };
    const { jobId } = await queue.add(Work, { label: 'a' });
    await eventually(async () =>
      expect(await state(jobId)).toEqual({ state: 'failed', attempts: 3, errorCode: 'plex-unreachable', owner: null }),
    );
    expect(script.handled.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(490);
    expect(times[2]! - times[1]!).toBeGreaterThanOrEqual(990);
  });

  it('does not count a try that the loss of the database ended, and waits longer after each', async () => {
    const { queue, script } = await start();
    const tries: number[] = [];
    script.act = async () => {
      if (tries.push(Date.now()) < 5) throw Object.assign(new Error('could not extend file'), { code: '53100' });
    };
    const { jobId } = await queue.add(Work, { label: 'a' });
    await eventually(async () => expect(await state(jobId)).toMatchObject({ state: 'succeeded', attempts: 1 }), 12_000);
    const pauses = tries.slice(1).map((at, i) => at - tries[i]!);
    [300, 600, 1_200, 2_400].forEach((least, i) => expect(pauses[i]).toBeGreaterThanOrEqual(least - 20));
  });

  it('takes over a job whose lease ran out', async () => {
    const { queue, script } = await start();
    const { jobId } = await queue.add(Work, { label: 'a' }, { delayMs: 3_600_000 });
    await lease(jobId, '-1 second');
    await eventually(async () => expect(await state(jobId)).toMatchObject({ state: 'succeeded', attempts: 2 }), 5_000);
    expect(script.handled).toMatchObject([{ jobId, attempt: 2 }]);
  });

  it('leaves a job alone while another process renews its lease', async () => {
    const { queue, script } = await start();
    const { jobId } = await queue.add(Work, { label: 'a' }, { delayMs: 3_600_000 });
    await lease(jobId, '15 seconds');
    await sleep(1_500);
    expect(script.handled).toHaveLength(0);
  });

  it('renews the lease of a long job, and aborts it when another process took it over', async () => {
    const { queue, script } = await start();
    script.act = (_, { signal }) => untilAborted(signal);
    const { jobId } = await queue.add(Work, { label: 'a' });
    await eventually(async () => expect(await state(jobId)).toMatchObject({ state: 'running' }));
    const leaseUntil = () =>
      database.database.row<{ until: Date }>('SELECT lease_until AS until FROM jobs WHERE id = $1', [jobId]);
    const before = (await leaseUntil())!.until.getTime();
    await eventually(async () => expect((await leaseUntil())!.until.getTime()).toBeGreaterThan(before), 8_000);
    await database.database.run(
      `UPDATE jobs SET lease_owner = gen_random_uuid(), lease_until = now() + interval '15 seconds' WHERE id = $1`,
      [jobId],
    );
    await eventually(() => expect(script.handled[0]!.signal.aborted).toBe(true), 8_000);
    await eventually(() => expect(script.running).toBe(0));
    expect(await state(jobId)).toMatchObject({ state: 'running', attempts: 1 });
  });

  it('puts running jobs back on shutdown, uncounted, and another start runs them', async () => {
    const first = await start();
    first.script.act = (_, { signal }) => untilAborted(signal);
    const { jobId } = await first.queue.add(Work, { label: 'a' });
    await eventually(async () => expect(await state(jobId)).toMatchObject({ state: 'running' }));
    await first.close();
    expect(await state(jobId)).toMatchObject({ state: 'queued', attempts: 0, owner: null });
    await start();
    await eventually(async () => expect(await state(jobId)).toMatchObject({ state: 'succeeded', attempts: 1 }), 5_000);
  });

  it('does not wait for ever for a job that will not stop', async () => {
    const worker = await start();
    worker.script.act = () => sleep(20_000, undefined, { ref: false });
    const { jobId } = await worker.queue.add(Work, { label: 'stubborn' });
    await eventually(async () => expect(await state(jobId)).toMatchObject({ state: 'running' }));
    const startedAt = Date.now();
    await worker.app.get(JobDispatcher).drain(300);
    expect(Date.now() - startedAt).toBeLessThan(2_500);
    expect(await state(jobId)).toMatchObject({ state: 'queued', attempts: 0 });
  });

  it('carries on within two seconds after the database was away', async () => {
    const { queue, script } = await start();
    await queue.add(Work, { label: 'before' });
    await eventually(() => expect(script.handled).toHaveLength(1));
    const admin = new Client({ connectionString: database.url.replace(/\/\w+$/, '/postgres') });
    await admin.connect();
    const name = new URL(database.url).pathname.slice(1);
    await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
    await sleep(1_500);
    await expect(queue.add(Work, { label: 'during' })).rejects.toThrow();
    await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
    await admin.query(`SELECT 1`);
    await admin.end();
    await database.database.run(
      `INSERT INTO jobs (name, payload, dedupe_key) VALUES ('test-work', '{"label":"after"}', 'x')`,
    );
    await eventually(() => expect(script.handled.map(({ label }) => label)).toEqual(['before', 'after']), 2_000);
  });

  it('refuses a payload that is not what the job takes', async () => {
    const { queue, script } = await start();
    await expect(queue.add(Work, { label: 7 } as unknown as Payload)).rejects.toThrow();
    await database.database.run(
      `INSERT INTO jobs (name, payload, dedupe_key) VALUES ('test-work', '{"label":7}', 'x')`,
    );
    await eventually(async () =>
      expect(await database.database.rows('SELECT state, error_code AS code FROM jobs')).toEqual([
        { state: 'failed', code: 'payload-invalid' },
      ]),
    );
    expect(script.handled).toEqual([]);
  });

  if (!onRedis) return;

  it('adds without hanging while Redis is away, and runs the job when it is back', async () => {
    const { queue, script } = await start();
    await queue.add(Work, { label: 'before' });
    await eventually(() => expect(script.handled).toHaveLength(1));
    await redis!.stop();
    const askedAt = Date.now();
    const { jobId } = await queue.add(Work, { label: 'while away' });
    expect(Date.now() - askedAt).toBeLessThan(1_500);
    await redis!.start();
    await eventually(async () => expect(await state(jobId)).toMatchObject({ state: 'succeeded' }), 15_000);
  });

  it('starts and stops while Redis is away', async () => {
    await redis!.stop();
    const worker = await start();
    const { jobId } = await worker.queue.add(Work, { label: 'a' });
    const startedAt = Date.now();
    await worker.close();
    expect(Date.now() - startedAt).toBeLessThan(5_000);
    await redis!.start();
    expect(await state(jobId)).toMatchObject({ state: 'queued' });
  });

  it('runs every job once although Redis forgot all of them in the middle', async () => {
    const processes = [await start(), await start()];
    const all = () => processes.flatMap(({ script }) => script.handled);
    processes.forEach(({ script }) => (script.act = () => sleep(10)));
    const adding = Array.from({ length: 200 }, (_, i) => processes[i % 2]!.queue.add(Work, { label: String(i) }));
    const ids = (await Promise.all(adding)).map(({ jobId }) => jobId);
    await eventually(() => expect(all().length).toBeGreaterThan(20));
    await redis!.flush();
    const later = await processes[0]!.queue.add(Work, { label: 'after' });
    await eventually(() => expect(all().length).toBeGreaterThanOrEqual(201), 40_000);
    await sleep(500);
    expect(
      all()
        .map(({ jobId }) => jobId)
        .sort(),
    ).toEqual([...ids, later.jobId].sort());
  });

  it('adds without hanging while Redis is there and does not answer', async () => {
    const { queue, script } = await start();
    await queue.add(Work, { label: 'before' });
    await eventually(() => expect(script.handled).toHaveLength(1));
    redis!.freeze();
    const askedAt = Date.now();
    const added = await Promise.all([1, 2, 3].map((i) => queue.add(Work, { label: String(i) })));
    expect(Date.now() - askedAt).toBeLessThan(1_500);
    redis!.thaw();
    for (const { jobId } of added)
      await eventually(async () => expect(await state(jobId)).toMatchObject({ state: 'succeeded', attempts: 1 }));
    expect(script.handled).toHaveLength(4);
  });

  it('does not let a long line of one kind keep another kind out, once Redis has forgotten both', async () => {
    const { queue, script } = await start();
    let release = () => undefined as void;
    const gate = new Promise<void>((resolve) => (release = resolve));
    script.act = () => gate;
    await Promise.all(Array.from({ length: 120 }, (_, i) => queue.add(Work, { label: String(i) })));
    await eventually(() => expect(script.running).toBe(2));
    await redis!.flush();
    const { jobId } = await queue.add(Other, {}, { delayMs: 100 });
    await eventually(async () => expect(await state(jobId)).toMatchObject({ state: 'succeeded' }), 5_000);
    release();
  });
});
