import { getQueueToken } from '@nestjs/bull';
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Queue } from 'bull';
import { withinTime } from '../../../common';
import { definedJobs } from '../job';
import { BullConnections } from './bull-connections';

/** A command that Redis does not answer within this time is given up; the table still has the job. */
const COMMAND_TIMEOUT_MS = 1_000;
const CLOSE_TIMEOUT_MS = 2_000;

export interface JobId {
  jobId: string;
}

type NestQueue = Queue<JobId> & { onApplicationShutdown?: () => void };

/** Bull's queues, one for each kind of job. They carry ids only. */
@Injectable()
export class BullQueues implements OnModuleInit, OnApplicationShutdown {
  private readonly queuesByName = new Map<string, NestQueue>();

  constructor(
    private readonly modules: ModuleRef,
    private readonly connections: BullConnections,
  ) {}

  onModuleInit(): void {
    for (const { name } of definedJobs()) {
      const queue = this.modules.get<NestQueue>(getQueueToken(name), { strict: false });
      queue.on('error', () => undefined);
      // Nest would wait for Bull's close, which waits for Redis, and Redis may be what is missing.
      queue.onApplicationShutdown = () => undefined;
      this.queuesByName.set(name, queue);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.all().map((queue) => within(queue.close(true), CLOSE_TIMEOUT_MS, undefined)));
    this.connections.close();
  }

  get(name: string): Queue<JobId> {
    const queue = this.queuesByName.get(name);
    if (!queue) throw new Error(`There is no queue for the job ${name}`);
    return queue;
  }

  all(): Queue<JobId>[] {
    return [...this.queuesByName.values()];
  }

  /**
   * Tells Redis about a job; a job that it knows already stays one. Answers false where Redis is away:
   * the sweeper tells it later.
   */
  async announce(name: string, jobId: string): Promise<boolean> {
    const queue = this.get(name);
    if (queue.client.status !== 'ready') return false;
    return within(
      queue.add({ jobId }, { jobId }).then(() => true),
      COMMAND_TIMEOUT_MS,
      false,
    );
  }
}

/** The promise's value, or `otherwise` when it fails or takes too long. */
export function within<T>(promise: Promise<T>, timeoutMs: number, otherwise: T): Promise<T> {
  return withinTime(
    promise.catch(() => otherwise),
    timeoutMs,
    () => otherwise,
  );
}
