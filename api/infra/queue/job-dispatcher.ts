import { QueueStatus } from './queue-status';

/** What starts jobs: the table itself in one process, Bull where there is Redis. */
export abstract class JobDispatcher extends QueueStatus {
  /** Takes no new jobs, aborts the running ones and puts them back into the queue within `timeoutMs`. */
  abstract drain(timeoutMs: number): Promise<void>;
}
