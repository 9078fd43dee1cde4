export * from './job';
export * from './job-counts';
export * from './job-dispatcher';
export { JobReport } from './job-report';
export { JobLease } from './job-lease';
export * from './job-processor.decorator';
export * from './job-queue';
export * from './queue-status';
export * from './queue.module';
