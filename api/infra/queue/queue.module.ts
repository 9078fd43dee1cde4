import { BullModule } from '@nestjs/bull';
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import type { AppConfig } from '../config';
import { BullDispatcher } from './bull/bull-dispatcher';
import { BullJobQueue } from './bull/bull-job-queue';
import { BullQueues } from './bull/bull-queues';
import { BullConnections } from './bull/bull-connections';
import { InProcessDispatcher } from './in-process/in-process-dispatcher';
import { InProcessJobQueue } from './in-process/in-process-job-queue';
import { definedJobs } from './job';
import { JobCounts } from './job-counts';
import { JobDispatcher } from './job-dispatcher';
import { JobHandlers } from './job-handlers';
import { JobLease } from './job-lease';
import { JobQueue } from './job-queue';
import { JobReport } from './job-report';
import { JobRepository } from './job.repository';
import { JobRunner } from './job-runner';
import { QueueStatus } from './queue-status';

const IN_PROCESS: Provider[] = [
  InProcessDispatcher,
  { provide: JobDispatcher, useExisting: InProcessDispatcher },
  { provide: JobQueue, useClass: InProcessJobQueue },
];

const BULL: Provider[] = [
  BullQueues,
  BullDispatcher,
  { provide: JobDispatcher, useExisting: BullDispatcher },
  { provide: JobQueue, useClass: BullJobQueue },
];

/** Bull where REDIS_URL is set, the table alone otherwise; both behind the same port. */
@Module({})
export class QueueModule {
  static register({ redisUrl }: Pick<AppConfig, 'redisUrl'>): DynamicModule {
    const connections = redisUrl ? new BullConnections(redisUrl) : null;
    return {
      module: QueueModule,
      global: true,
      imports: [DiscoveryModule, ...(connections ? bullModules(connections) : [])],
      providers: [
        JobRepository,
        JobHandlers,
        JobRunner,
        JobLease,
        JobCounts,
        JobReport,
        { provide: QueueStatus, useExisting: JobDispatcher },
        ...(connections ? [{ provide: BullConnections, useValue: connections }, ...BULL] : IN_PROCESS),
      ],
      exports: [JobQueue, JobDispatcher, JobCounts, JobReport, JobLease, QueueStatus],
    };
  }
}

function bullModules(connections: BullConnections): DynamicModule[] {
  const names = definedJobs().map(({ name }) => ({ name }));
  return [BullModule.forRoot(connections.options()), BullModule.registerQueue(...names)];
}
