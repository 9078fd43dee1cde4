import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { storage, Store } from 'nestjs-pino/storage';
import { isDatabaseLoss } from '../database';
import { withRequestId } from '../logging';
import { jobDuration, type JobOutcome } from '../metrics';
import { errorCode, ProblemMappers } from '../problem';
import { inSpan, reportFault } from '../telemetry';
import type { RegisteredJob } from './job-handlers';
import { holding } from './job-lease';
import { JobRepository, type ClaimedJob } from './job.repository';
import { retryDelayMs } from './retry-delay';

const RENEW_EVERY_MS = 5_000;
const LONGEST_WAIT_FOR_DATABASE_MS = 1_000;
/**
 * A database that lets go of every statement must not be asked in a tight loop, nor, while its disk is full, the
 * media server of a run that gets no further: from the first pause, soon over for a restart, to the longest.
 */
const PAUSE_AFTER_LOSS_MS = 300;
const LONGEST_PAUSE_MS = 20_000;

type Outcome =
  | { kind: 'succeeded' }
  | { kind: 'released'; delayMs: number }
  | { kind: 'retry'; delayMs: number; code: string }
  | { kind: 'failed'; code: string };

interface RunningJob {
  name: string;
  abort: AbortController;
  done: Promise<void>;
}

/** Runs claimed jobs: renews their leases, hands out the abort signal and writes down how they ended. */
@Injectable()
export class JobRunner {
  /** Holder of this process's leases. */
  readonly owner = randomUUID();
  private readonly running = new Map<string, RunningJob>();
  private readonly listeners = new Set<() => void>();
  /** Jobs that the database let go of, and how often in a row. */
  private readonly losses = new LRUCache<string, number>({ max: 1_000 });
  private renewal: NodeJS.Timeout | undefined;
  private stopping = false;
  private stopped = false;

  constructor(
    private readonly jobs: JobRepository,
    private readonly mappers: ProblemMappers,
    @InjectPinoLogger(JobRunner.name) private readonly logger: PinoLogger,
  ) {}

  get runningIds(): string[] {
    return [...this.running.keys()];
  }

  countRunning(name: string): number {
    return [...this.running.values()].filter((job) => job.name === name).length;
  }

  /** Calls back whenever a job ends and its slot is free again. */
  onFreeSlot(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** Starts a claimed job; the promise resolves when its end is written down, and never rejects. */
  run(job: ClaimedJob, registered: RegisteredJob): Promise<void> {
    const abort = new AbortController();
    if (this.stopping) abort.abort();
    const done = this.execute(job, registered, abort).finally(() => {
      this.running.delete(job.id);
      if (this.running.size === 0) clearInterval(this.renewal);
      this.listeners.forEach((listener) => listener());
    });
    if (this.running.size === 0) this.renewal = setInterval(() => void this.renewLeases(), RENEW_EVERY_MS);
    this.running.set(job.id, { name: job.name, abort, done });
    return done;
  }

  /** Aborts every running job and waits until each is back in the queue, `timeoutMs` at most. */
  async drain(timeoutMs: number): Promise<void> {
    this.stopping = true;
    const jobs = [...this.running.values()];
    jobs.forEach(({ abort }) => abort.abort());
    const deadline = new AbortController();
    await Promise.race([
      Promise.all(jobs.map(({ done }) => done)),
      sleep(timeoutMs, undefined, { signal: deadline.signal }).catch(() => undefined),
    ]);
    deadline.abort();
    const left = this.runningIds;
    if (left.length > 0) {
      this.logger.warn({ jobIds: left }, 'Jobs did not stop in time; another start takes them over');
      await Promise.race([Promise.allSettled(left.map((id) => this.jobs.release(this.owner, id))), sleep(1_000)]);
    }
    this.stopped = true;
    clearInterval(this.renewal);
  }

  private async execute(job: ClaimedJob, registered: RegisteredJob, abort: AbortController): Promise<void> {
    const log = this.logger.logger.child({ jobId: job.id, job: job.name, requestId: job.requestId ?? undefined });
    await withRequestId(job.requestId, () =>
      storage.run(new Store(log), async () => {
        const startedAt = Date.now();
        this.logger.debug({ attempt: job.attempts }, 'Job started');
        const stop = jobDuration.startTimer({ name: job.name });
        const outcome = await this.attemptInSpan(job, registered, abort);
        stop({ outcome: outcome.kind satisfies JobOutcome });
        await this.write(job, outcome);
        this.logger.debug({ outcome: outcome.kind, durationMs: Date.now() - startedAt }, 'Job ended');
      }),
    );
  }

  private attemptInSpan(job: ClaimedJob, registered: RegisteredJob, abort: AbortController): Promise<Outcome> {
    const { id, name, requestId, attempts } = job;
    const attributes = { 'smartplex.request_id': requestId, 'smartplex.job_id': id, 'smartplex.attempt': attempts };
    return inSpan({ name: `job ${name}`, kind: 'consumer', attributes }, async (span) => {
      const outcome = await this.attempt(job, registered, abort);
      span?.set({ 'smartplex.outcome': outcome.kind });
      if (outcome.kind === 'failed') span?.fail();
      return outcome;
    });
  }

  private async attempt(job: ClaimedJob, { definition, handler }: RegisteredJob, abort: AbortController) {
    const { signal } = abort;
    if (signal.aborted) return { kind: 'released', delayMs: 0 } as const;
    const payload = definition.payload.safeParse(job.payload);
    if (!payload.success) {
      this.logger.error({ issues: payload.error.issues.map(({ path, code }) => ({ path, code })) }, 'Job unreadable');
      return { kind: 'failed', code: 'payload-invalid' } as const;
    }
    const context = { jobId: job.id, requestId: job.requestId, attempt: job.attempts, signal };
    try {
      await holding({ id: job.id, owner: this.owner, abort }, () => handler.handle(payload.data, context));
      this.losses.delete(job.id);
      return { kind: 'succeeded' } as const;
    } catch (error) {
      return this.outcomeOf(error, job, definition.maxAttempts, signal);
    }
  }

  private outcomeOf(error: unknown, job: ClaimedJob, maxAttempts: number, signal: AbortSignal): Outcome {
    const { id: jobId, name, attempts } = job;
    if (signal.aborted) {
      this.logger.info('Job interrupted; it will go on');
      return { kind: 'released', delayMs: 0 };
    }
    if (isDatabaseLoss(error)) {
      const delayMs = this.pauseAfterLoss(jobId);
      this.logger.warn({ err: error, delayMs }, 'The database let go of a job; it will go on');
      return { kind: 'released', delayMs };
    }
    const code = errorCode(error, this.mappers);
    if (attempts >= maxAttempts) {
      this.logger.error({ err: error, code, attempts }, 'Job failed');
      if (code === 'internal') reportFault(error, { requestId: job.requestId, jobId, job: name });
      return { kind: 'failed', code };
    }
    const delayMs = retryDelayMs(attempts);
    this.logger.warn({ err: error, code, attempts, delayMs }, 'Job will be tried again');
    return { kind: 'retry', delayMs, code };
  }

  private pauseAfterLoss(jobId: string): number {
    const before = this.losses.get(jobId) ?? 0;
    this.losses.set(jobId, before + 1);
    return Math.min(PAUSE_AFTER_LOSS_MS * 2 ** before, LONGEST_PAUSE_MS);
  }

  // While the database is away the end of a job waits for it: nobody else can have taken the job over.
  private async write(job: ClaimedJob, outcome: Outcome): Promise<void> {
    for (let waitMs = 50; !this.stopped; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_FOR_DATABASE_MS)) {
      try {
        return await this.writeOnce(job.id, outcome);
      } catch (error) {
        if (!isDatabaseLoss(error)) {
          this.logger.error({ err: error }, 'The end of a job could not be written');
          return;
        }
        await sleep(waitMs);
      }
    }
  }

  private writeOnce(id: string, outcome: Outcome): Promise<void> {
    if (outcome.kind === 'succeeded') return this.jobs.markSucceeded(this.owner, id);
    if (outcome.kind === 'failed') return this.jobs.markFailed(this.owner, id, outcome.code);
    if (outcome.kind === 'retry') return this.jobs.retryLater(this.owner, id, outcome.delayMs, outcome.code);
    return this.jobs.release(this.owner, id, outcome.delayMs);
  }

  private async renewLeases(): Promise<void> {
    const ids = this.runningIds;
    try {
      const held = await this.jobs.renewLeases(this.owner, ids);
      for (const id of ids.filter((id) => !held.has(id))) {
        const lost = this.running.get(id);
        // It may just have ended: then nothing is left to abort.
        if (lost && !lost.abort.signal.aborted) {
          this.logger.warn({ jobId: id }, 'Another process took a job over');
          lost.abort.abort();
        }
      }
    } catch (error) {
      this.logger.debug({ err: error }, 'Leases could not be renewed');
    }
  }
}
